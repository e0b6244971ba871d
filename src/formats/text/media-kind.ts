const AUDIO = /\.(?:3ga|aac|aif|aiff|amr|flac|m4a|mp3|oga|ogg|opus|spx|wav|weba)$/i;
const VIDEO = /\.(?:avi|flv|m4v|mkv|mov|mp4|mpe?g|ogv|ogx|webm|wmv)$/i;

/** What a file of media is, by the end of its name. */
export function kindOfMedia(name: string): 'image' | 'audio' | 'video' {
  if (AUDIO.test(name)) return 'audio';
  return VIDEO.test(name) ? 'video' : 'image';
}
