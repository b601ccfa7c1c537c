import type { Translation } from "@/shared/i18n";
import type fr from "./messages.fr";

const en: Translation<typeof fr> = {
  title: "Catalogue",
  question: "What would you like to learn today?",
  searchLabel: "Search for a training",
  placeholder: "A theme, a situation, a scheme…",
  search: "Search",
  loading: "Searching…",
  resultsFor: "Results for ",
  corrected: (typed) => ` (nothing matches “${typed}” exactly)`,
  preset: (publics) => `First, what is meant for you: ${publics}.`,
  showAll: "Show all",
  filters: "Filters",
  filter: (n) => (n > 0 ? `Filter · ${n}` : "Filter"),
  showResults: (n) => `Show ${n} trainings`,
  clear: "Clear all",
  remove: (label) => `Remove the filter ${label}`,
  count: (n, text) => (n === 0 ? "No training" : `${text} ${n > 1 ? "trainings" : "training"}`),
  sort: "Sort by",
  sorts: { relevance: "Relevance", recent: "Most recent", title: "Title", popular: "Most followed", soon: "Starting soon" },
  facets: {
    availability: "When",
    nature: "Kind",
    duration: "Duration",
    domain: "Field",
    public: "Audience",
    origin: "Origin",
    collection: "Collection",
    certification: "Certification",
    entry: "New to the profession",
    competence: "Digital competences (CRCN-Édu)",
  },
  values: {
    nature: { autoformation: "At my own pace", accompanied: "With a trainer", community: "Professional community" },
    availability: { open: "Enrolment open", new: "New", soon: "Soon", full: "Full", invitation: "By invitation", ended: "Ended" },
    duration: { "moins-1h": "Under 1 h", "1h-3h": "1 to 3 h", "3h-6h": "3 to 6 h", "6h-9h": "6 to 9 h", "plus-9h": "Over 9 h" },
    entry: { yes: "Made for beginners" },
  },
  others: (n) => `${n} more`,
  fewer: "Show fewer",
  emptyTitle: "No training matches",
  emptyText: "Remove a filter, try a more general word, or look at the whole offer.",
  offer: "See the whole offer",
};

export default en;
