/** All that XML 1.0 has no way to write: control characters, halves of letters. */
const UNWRITABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' },
  // Readers take these for spaces or other line ends where they stand as they are.
  ...{ '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' },
};

/** Whether XML can hold the text as it is. */
export function isWritable(text: string): boolean {
  return text.search(UNWRITABLE) < 0;
}

/** For the text of an element and of an attribute in double quotes; what cannot be written stands as U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(UNWRITABLE, '\uFFFD').replace(/[&<>"\t\n\r]/g, (letter) => ESCAPES[letter] ?? letter);
}
