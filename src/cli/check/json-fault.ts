import { printParseErrorCode, visit } from 'jsonc-parser';

/** What keeps a text from being JSON, and where. */
export interface JsonFault {
  readonly offset: number;
  readonly message: string;
}

/** Far more than any deck nests, and little enough to be walked by any program. */
const MOST_LEVELS = 1_000;

/** By the names that the parser has for them. */
const MESSAGES: { readonly [code: string]: string } = {
  InvalidSymbol: 'this is no JSON; texts stand in "double quotes"',
  InvalidNumberFormat: 'this is no number as JSON writes it',
  PropertyNameExpected: 'a name in double quotes must stand here; is the comma before it one too many?',
  ValueExpected: 'a value must stand here; is a comma one too many?',
  ColonExpected: 'a colon must stand here, between a name and its value',
  CommaExpected: 'a comma must stand before this',
  CloseBraceExpected: 'a "}" is missing, for the file ends here within an object',
  CloseBracketExpected: 'a "]" is missing, for the file ends here within a list',
  EndOfFileExpected: 'the deck has ended before this; nothing may follow it',
  InvalidCommentToken: 'JSON has no comments; take this one out',
  UnexpectedEndOfString:
    'a text begins here and does not end on its line; close its quotes, or write \\n for a line break',
  UnexpectedEndOfNumber: 'this number does not end as JSON has it',
  InvalidUnicode: 'this text holds a \\u without four hexadecimal digits',
  InvalidEscapeCharacter:
    'this text holds a backslash before a character that needs none; write \\\\ for the backslash itself',
  InvalidCharacter: 'this text holds a control character; write \\t for a tab and \\n for a line break',
};

class Found extends Error {
  readonly fault: JsonFault;

  constructor(fault: JsonFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** The first fault of a text that is no JSON; those after it may only follow from it. */
export function jsonFaultIn(text: string): JsonFault | undefined {
  let levels = 0;
  const open = (offset: number) => {
    if (++levels > MOST_LEVELS)
      throw new Found({ offset, message: `this is nested deeper than ${MOST_LEVELS} levels` });
  };
  const close = () => void levels--;
  try {
    visit(
      text,
      {
        onObjectBegin: open,
        onArrayBegin: open,
        onObjectEnd: close,
        onArrayEnd: close,
        onError: (code, offset) => {
          throw new Found({ offset, message: MESSAGES[printParseErrorCode(code)] ?? 'this is no JSON' });
        },
      },
      { disallowComments: true },
    );
  } catch (error) {
    if (error instanceof Found) return error.fault;
    throw error;
  }
  return undefined;
}
