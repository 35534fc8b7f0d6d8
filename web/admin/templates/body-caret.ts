/** What the rest of the editor can do at the caret of a text, whether rich or source. */
export interface BodyCaret {
  insertText: (text: string) => void;
  /** Puts the link on the marked words, or inserts `words` as a link. */
  insertLink: (address: string, words: string) => void;
  /** `%if …%` before and `%end%` after the marked words, or `words` between them. */
  insertSection: (token: string, words: string) => void;
  focus: () => void;
}
