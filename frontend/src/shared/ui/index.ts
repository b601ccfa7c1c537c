export { announce, Announcements } from "./announce";
export { Button, buttonClass } from "./Button";
export { Check, Select, TextArea, TextField } from "./Field";
export { Frieze, steps, type Step } from "./Frieze";
export { Icon, Mark, type IconName } from "./Icon";
export { Dialog } from "./lazy";
export { ArrivalContext, Empty, Heading, useTitle } from "./page";
export { useInSight } from "./useInSight";
export { CardSkeleton, Line, Waiting } from "./Skeleton";
