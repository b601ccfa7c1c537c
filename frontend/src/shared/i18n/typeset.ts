// What people type has ordinary spaces; French wants no-break ones before some signs, or a
// line of a narrow screen begins with a colon. The same rule as internal/fault/french.go.

/** A title as it is shown. */
export function typeset(text: string): string {
  return text.replace(/ (?=[:;?!»%])/g, "\u00a0").replace(/« /g, "«\u00a0");
}
