export { Team } from "./Team";
