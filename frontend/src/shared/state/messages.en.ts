import type { Translation } from "@/shared/i18n";
import type fr from "./messages.fr";

const en: Translation<typeof fr> = {
  loading: "Loading…",
  retry: "Try again",
  reload: "Reload the page",
  home: "Go to the home page",
  catalogue: "Find a training",
  signIn: "Sign in",
  offlineTitle: "No connection",
  offlineText: "Préau does not answer: you may be offline. What you had saved is still saved. Try again when the connection is back.",
  offlineKept: "You are offline: this is from your last visit.",
  signInTitle: "Sign in to continue",
  signInText: "This page is yours: Préau needs to know who you are.",
  forbiddenTitle: "This page is not for you",
  notFoundTitle: "This page does not exist, or no longer does",
  notFoundText: "The address may be incomplete, or the training was withdrawn. Search will help you find it again.",
  brokenTitle: "Something went wrong on our side",
  brokenText: "Nothing you had saved is lost. Try again in a moment.",
  chunkTitle: "Préau has been updated",
  chunkText: "Reload the page to continue with the new version.",
  request: (id) => `Number to give when asking for help: ${id}`,
  wait: (seconds) => (seconds < 90 ? `Try again in ${seconds} seconds.` : `Try again in ${Math.ceil(seconds / 60)} minutes.`),
  more: "Show more",
  codes: {
    offline: "Préau does not answer. Check your connection and try again: nothing was lost.",
    internal: "Something went wrong on our side. Try again in a moment.",
    conflict: "Somebody else changed this meanwhile. Reload to see the current version.",
    stale: "This changed since you opened it. Reload to see the current version.",
    limited: "Too many requests in a short time.",
    invalid: "Something is to be corrected.",
    forbidden: "You may not do this.",
    not_found: "This does not exist, or no longer does.",
    sign_in_required: "Sign in to continue.",
    too_large: "This is too large.",
    unavailable: "The service is unavailable for the moment. Try again in a moment.",
  },
};

export default en;
