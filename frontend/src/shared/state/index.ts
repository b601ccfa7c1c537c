export { Loaded, More } from "./Loaded";
export { Trouble, useExplain, useStateMessages } from "./Trouble";
export { useSend } from "./useSend";
