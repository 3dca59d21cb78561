// What the chat opens and does not begin with.

export const emojiPicker = () => import("./EmojiPicker");
export const lightbox = () => import("./Lightbox");
