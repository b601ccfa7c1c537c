import type { Translation } from "@/shared/i18n";
import type fr from "./messages.fr";

const en: Translation<typeof fr> = {
  title: "Home",
  welcome: "Learning among peers, at one’s own pace or guided.",
  lead: "Préau brings together the training of national education staff: at your own pace or with a trainer, in your académie and everywhere else.",
  searchLabel: "Search for a training",
  placeholder: "Laïcité, dyslexia, speaking in lycée…",
  search: "Search",
  browse: "Browse the catalogue",
  promises: [
    { title: "You choose", text: "A training at your own pace starts at once; a guided one is asked for in one gesture." },
    { title: "Your hours count", text: "The declared duration is attested when you have finished. Nobody times your clicks." },
    { title: "You know who sees what", text: "One page shows you all that others can see of you, and who looked." },
  ],
  promisesTitle: "What Préau promises you",
  recent: "New",
  allRecent: "All that is new",
  hello: (name) => `Hello ${name}`,
  next: "What’s next",
  goOn: "Continue",
  goOnAbout: (title) => `Continue: ${title}`,
  startAbout: (title) => `Start: ${title}`,
  start: "Start",
  progress: (done, total) => `${done} of ${total} ${total > 1 ? "activities" : "activity"}`,
  nextActivity: (title) => `Next: ${title}`,
  toStart: "To start",
  starts: (day) => `on ${day}`,
  anyTime: "whenever you like",
  notices: "Latest notices",
  allNotices: "All notices",
  allTrainings: "All my trainings",
  nothingTitle: "What would you like to learn?",
  nothingText: "You have no training in progress. The catalogue begins with what is meant for you.",
};

export default en;
