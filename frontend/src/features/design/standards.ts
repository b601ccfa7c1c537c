import type { Schemas } from "@/shared/api";

/** What people call the formats of packages. */
export const standards: Record<Schemas["ScormPackage"]["standard"], string> = { scorm12: "SCORM 1.2", scorm2004: "SCORM 2004", cmi5: "cmi5", xapi: "xAPI", h5p: "H5P" };
