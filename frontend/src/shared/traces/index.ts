export { Filters } from "./Filters";
export { questionOf, type Filter } from "./filter";
export { useTracesMessages } from "./messages";
export { Traces } from "./Traces";
