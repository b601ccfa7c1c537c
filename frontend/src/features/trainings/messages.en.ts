import type { Translation } from "@/shared/i18n";
import type fr from "./messages.fr";

const en: Translation<typeof fr> = {
  title: "My trainings",
  roles: "My roles",
  learn: "Learn",
  train: "Train",
  design: "Design",
  lists: "Lists",
  current: "In progress",
  toStart: "To start",
  done: "Completed",
  requested: "Requests",
  favourites: "Favourites",
  continue: "Continue",
  start: "Start",
  review: "Review",
  about: (verb, title) => `${verb}: ${title}`,
  progress: (done, total) => `${done} of ${total} ${total > 1 ? "activities" : "activity"}`,
  next: (title) => `Next: ${title}`,
  last: (ago) => `seen ${ago}`,
  completed: (day) => `Completed on ${day}`,
  starts: (day) => `Starts on ${day}`,
  waiting: "On the waiting list",
  asked: "Place asked for",
  refused: "Request refused",
  attestations: "My attestations",
  see: "See details",
  empty: {
    current: { title: "No training in progress", text: "Choose one in the catalogue: at your own pace, you start at once." },
    toStart: { title: "Nothing waits to be started", text: "Trainings you are enrolled in appear here until their first activity." },
    done: { title: "No completed training yet", text: "They will come here, with their attestation, after the last required activity." },
    requested: { title: "No pending request", text: "When you ask a trainer for a place, the answer comes here and in your notices." },
    favourites: { title: "No favourite", text: "The star of a training, in the catalogue, keeps it here." },
  },
  catalogue: "Find a training",
};

export default en;
