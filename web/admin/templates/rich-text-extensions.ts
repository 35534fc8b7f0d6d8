import { Extension, Node } from "@tiptap/core";
import { StarterKit } from "@tiptap/starter-kit";

/** Addresses that mails may have; a link variable stands for one. */
const usableAddress = /^(?:https?:\/\/|mailto:|tel:|sms:|#|%)/i;
export const isUsableAddress = (address: string): boolean => usableAddress.test(address.trim());

const styled = ["paragraph", "heading", "blockquote", "bulletList", "orderedList", "listItem", "link", "image"];

/** Styles are kept as they were written: the source view and the starters use them. */
const KeepStyle = Extension.create({
  name: "keepStyle",
  addGlobalAttributes: () => [
    {
      types: styled,
      attributes: {
        style: {
          default: null,
          parseHTML: (element) => element.getAttribute("style"),
          renderHTML: ({ style }) => (style ? { style } : {}),
        },
      },
    },
  ],
});

const Picture = Node.create({
  name: "image",
  group: "inline",
  inline: true,
  draggable: true,
  addAttributes: () => ({
    src: { default: null },
    alt: { default: "" },
    width: { default: null },
    height: { default: null },
  }),
  parseHTML: () => [{ tag: "img[src]" }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
});

const plainLink = { target: null, rel: null, class: null };

/** What the text view can show; a text with more is edited as source. */
export const richTextExtensions = [
  StarterKit.configure({
    heading: { levels: [1, 2, 3] },
    code: false,
    codeBlock: false,
    link: {
      openOnClick: false,
      defaultProtocol: "https",
      HTMLAttributes: plainLink,
      isAllowedUri: isUsableAddress,
    },
  }),
  KeepStyle,
  Picture,
];
