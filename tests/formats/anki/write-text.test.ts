import { describe, expect, it } from 'vitest';
import { fieldChecksum, guidOf, rowIds } from '../../../src/formats/anki/write-ids.js';
import { ankiTagsOf, ankiText, strippedHtml } from '../../../src/formats/anki/write-text.js';

describe('a field without its HTML', () => {
  it('keeps the names of its media', () => {
    expect(strippedHtml('a<img class=x src="b c.png">d')).toBe('a b c.png d');
    expect(strippedHtml("<audio controls src='x.mp3'></audio><object data=y.svg></object>")).toBe(' x.mp3  y.svg ');
  });

  it('has no comments, styles and scripts, and no entities', () => {
    expect(strippedHtml('<p>a</p><!-- <b> --><style>b{}</style><script>c</script>d')).toBe('ad');
    expect(strippedHtml('&lt;b&gt; &amp;amp; &quot;&#39;&#x27;&nbsp;&eacute;&#0;')).toBe("<b> &amp; \"'' &eacute;&#0;");
  });
});

describe('a text as Anki keeps it', () => {
  it('is composed, and has no control characters and no halves of characters', () => {
    expect(ankiText('e\u0301\u0000\u001f\t\n\u0085\ud800!\u{1f600}')).toBe('\u00e9\t\n\ufffd!\u{1f600}');
  });
});

describe('tags as Anki has them', () => {
  it('are without spaces and empty levels, sorted, and none twice whatever its case', () => {
    expect(ankiTagsOf(['b c', 'a', 'B\u3000C', '::x', 'A'])).toEqual(['a', 'b_c', 'blank::x']);
    expect(ankiTagsOf()).toEqual([]);
  });
});

describe('ids in a package', () => {
  it('are what they always were', () => {
    // Worked out with Python's hashlib.
    expect(rowIds()('capitals/france')).toBe(1_577_978_884_183);
    expect(guidOf('capitals/france')).toBe('JfWUM_/aQ6');
  });

  it('are different for the same name asked for again, and lie in the past', () => {
    const newId = rowIds();
    const ids = [newId('a'), newId('a'), newId('a')];
    expect(ids).toEqual([ids[0], (ids[0] as number) + 1, (ids[0] as number) + 2]);
    expect(ids[0]).toBeGreaterThanOrEqual(1_300_000_000_000);
    expect(ids[2]).toBeLessThan(1_700_000_000_010);
  });

  it('have the checksum that Anki knows duplicates by', () => {
    expect(fieldChecksum('abc')).toBe(0xa9993e36); // FIPS 180, example of SHA-1
  });
});
