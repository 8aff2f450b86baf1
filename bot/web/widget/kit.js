// What the chat lends to its extras, which are a script of their own.

const KIT = { el, svg, icon, fill, json, words, list, ICONS, textButton, iconButton, pageAddress, limited, isTooLong, LANGUAGES };
