export { EnrolAction } from "./Enrol";
export { Favourite } from "./Favourite";
export { ItemProgress, NatureChip, useDuration, usePeriod, type Item } from "./Meta";
export { useOfferMessages } from "./messages";
export { Row } from "./Row";
