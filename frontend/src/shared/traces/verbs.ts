import type { IconName } from "@/shared/ui";
import type fr from "./messages.fr";

/** What may have been done, as the filters say it. */
export type Verb = keyof typeof fr.did;

const adl = "http://adlnet.gov/expapi/verbs/";
const video = "https://w3id.org/xapi/video/verbs/";
const w3id = "https://w3id.org/xapi/adl/verbs/";

/** The verbs that have words of ours: those of the platform, of cmi5 and of ADL. */
const verbs: Record<Verb, { iri: string; icon: IconName }> = {
  experienced: { iri: `${adl}experienced`, icon: "eye" },
  initialized: { iri: `${adl}initialized`, icon: "play" },
  launched: { iri: `${adl}launched`, icon: "play" },
  resumed: { iri: `${adl}resumed`, icon: "play" },
  suspended: { iri: `${adl}suspended`, icon: "clock" },
  terminated: { iri: `${adl}terminated`, icon: "out" },
  completed: { iri: `${adl}completed`, icon: "check" },
  passed: { iri: `${adl}passed`, icon: "check" },
  failed: { iri: `${adl}failed`, icon: "cross" },
  scored: { iri: `${adl}scored`, icon: "chart" },
  progressed: { iri: `${adl}progressed`, icon: "right" },
  attempted: { iri: `${adl}attempted`, icon: "edit" },
  answered: { iri: `${adl}answered`, icon: "edit" },
  interacted: { iri: `${adl}interacted`, icon: "edit" },
  attended: { iri: `${adl}attended`, icon: "meeting" },
  evaluated: { iri: "https://preau.education/xapi/verbs/evaluated", icon: "star" },
  played: { iri: `${video}played`, icon: "video" },
  paused: { iri: `${video}paused`, icon: "video" },
  seeked: { iri: `${video}seeked`, icon: "video" },
  satisfied: { iri: `${w3id}satisfied`, icon: "check" },
  waived: { iri: `${w3id}waived`, icon: "check" },
  abandoned: { iri: `${w3id}abandoned`, icon: "cross" },
  mastered: { iri: `${adl}mastered`, icon: "star" },
};

/** The filters' choices, in their order. */
export const choices = Object.keys(verbs) as Verb[];

export const iriOf = (verb: Verb): string => verbs[verb].iri;

const byIRI = new Map(choices.map((verb) => [verbs[verb].iri, verb]));

/** The verb of an IRI, undefined for one of others. */
export const verbOf = (iri: string): Verb | undefined => byIRI.get(iri);

export const iconOf = (iri: string): IconName => {
  const verb = verbOf(iri);
  return verb ? verbs[verb].icon : "info";
};
