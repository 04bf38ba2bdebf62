/**
 * Versions of the JSON reports, by the command that prints them with `--json`. A version increases when a key is removed or
 * changes its meaning; new keys do not change it. `dev/schemas` describes the keys.
 */
export const FORMAT_VERSIONS = {
  synth: 1,
  check: 1,
  explain: 1,
  review: 1,
  cost: 3,
  "show report": 1,
  "show runbook": 1,
  "show diagram": 1,
  verify: 1,
  destroy: 1,
  adopt: 1,
  handoff: 1,
  "lock addresses": 1,
  "lock images": 1,
  policy: 1,
  // A command of maintainers, which the binary does not have.
  mutate: 2,
} as const;

/** A command with a JSON report. */
export type ReportName = keyof typeof FORMAT_VERSIONS;

/** File of the JSON Schema of a report, from the root of the package. */
export const schemaFile = (report: ReportName): string =>
  `docs/schemas/${report.replace(" ", "-")}.schema.json`;
