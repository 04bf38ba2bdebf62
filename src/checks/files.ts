import { writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { type OutputStack } from "../terraform/output";
import { type StackJson } from "../terraform/stack-json";
import { CHECKOV_FALSE_ON_JSON, TRIVY_FALSE_ON_JSON } from "./scanners/exceptions";
import { SCANNER_VERSIONS, type Scanner } from "./scanner-versions";
import { type Suppression, type WaivedRules, suppressionsOf } from "./suppressions";

/** Files beside the JSON of a stack with the expected findings of scanners, by name. */
export const suppressionFiles = (
  stack: StackJson,
  waivers: readonly WaivedRules[],
): ReadonlyMap<string, string> => filesOf(stack, (scanner) => suppressionsOf(scanner, stack, waivers));

/**
 * Files beside Terraform JSON, which has no comments that scanners read, by name.
 *
 * @param suppressed expected findings of a scanner, at resources of `json`
 */
export function filesOf(
  json: StackJson,
  suppressed: (scanner: Scanner) => readonly Suppression[],
): ReadonlyMap<string, string> {
  const checkov = [...suppressed("checkov"), ...unreadIn(json)];
  const trivy = trivyIgnore(suppressed("trivy"), json);
  return new Map([
    ...(checkov.length > 0 ? [[ACCEPTED_FILES.checkov, baseline(checkov)] as const] : []),
    ...(trivy === "" ? [] : [[ACCEPTED_FILES.trivy, trivy] as const]),
  ]);
}

/** Writes these files to the folder of a stack below `outdir`. Returns their paths there. */
export function writeSuppressionFiles(
  outdir: string,
  { folder, stack }: Pick<OutputStack, "folder" | "stack">,
  waivers: readonly WaivedRules[],
): string[] {
  return [...suppressionFiles(stack, waivers)].map(([name, text]) => {
    const path = posix.join(folder, name);
    writeFileSync(join(outdir, path), text);
    return path;
  });
}

/** Files with the findings of scanners that are accepted. */
export const ACCEPTED_FILES = { checkov: ".checkov.baseline", trivy: ".trivyignore.yaml" } as const;

/** Findings at variables, which only a handed-over module has. */
const unreadIn = (json: StackJson): Suppression[] =>
  CHECKOV_FALSE_ON_JSON.flatMap(({ rule, type }) =>
    json
      .resources(type)
      .filter(({ config }) => VARIABLE.test(JSON.stringify(config)))
      .map((resource) => ({ rule, resource, reason: UNREAD })),
  );

const VARIABLE = /\$\{[^}]*\b(var|each)\./;
const UNREAD = `checkov ${SCANNER_VERSIONS.checkov} reads no variables of JSON; scan the handed-over HCL with its values`;

/** checkov compares resource and rule, and ignores other keys. */
function baseline(suppressions: readonly Suppression[]): string {
  const findings = suppressions.flatMap((each) =>
    namesOf(each).map((resource) => ({ resource, check_ids: [each.rule], reason: reasonOf(each) })),
  );
  return `${JSON.stringify({ failed_checks: [{ file: "*.tf.json", findings }] }, null, 2)}\n`;
}

/** Names of a resource in reports of checkov: rules on one resource of a JSON file name it without its type. */
function namesOf({ resource: { address, name, config } }: Suppression): string[] {
  return [address, `resource.${name}`, ...(config["count"] === undefined ? [] : [`${address}[0]`])];
}

/** trivy compares the rule and the file only, so a rule has one entry with the reasons of all its resources. */
function trivyIgnore(suppressions: readonly Suppression[], stack: StackJson): string {
  const rules = [...new Set(suppressions.map(({ rule }) => rule))].sort();
  const misconfigurations: readonly Misconfiguration[] = [
    ...rules.map((id) => {
      const own = suppressions.filter(({ rule }) => rule === id);
      const ends = own.flatMap(({ until }) => until ?? []).sort();
      return {
        id,
        statement: statementOf(own),
        // an exception has no last day, so the entry ends only if every reason is a waiver
        ...(ends.length === own.length ? { expired_at: ends.at(-1) } : {}),
      };
    }),
    ...TRIVY_FALSE_ON_JSON.filter(
      ({ type, rule }) => !rules.includes(rule) && stack.resources(type).length > 0,
    ).map(({ rule }) => ({ id: rule, statement: FALSE_ON_JSON })),
  ];
  return misconfigurations.length === 0
    ? ""
    : `misconfigurations:\n${misconfigurations.map(entryOf).join("")}`;
}

interface Misconfiguration {
  readonly id: string;
  readonly statement: string;
  readonly expired_at?: string | undefined;
}

/**
 * An item of the list. The first use of a YAML library takes longer than the rest of the file; a JSON string is a string in
 * YAML too, and a date has no quotes, because trivy reads a time.
 */
const entryOf = ({ id, statement, expired_at: end }: Misconfiguration): string =>
  [
    `  - id: ${id}`,
    `    statement: ${JSON.stringify(statement)}`,
    ...(end ? [`    expired_at: ${end}`] : []),
    "",
  ].join("\n");

/** Each reason once, with the resources that it is for. */
function statementOf(suppressions: readonly Suppression[]): string {
  const reasons = [...new Set(suppressions.map(({ reason }) => reason))];
  return reasons
    .map((reason) => {
      const own = suppressions.filter((each) => each.reason === reason);
      return `${own.map(({ resource }) => resource.address).join(", ")}: ${reason}`;
    })
    .join("; ");
}

const FALSE_ON_JSON = `trivy ${SCANNER_VERSIONS.trivy} does not read nested blocks of JSON; scan the handed-over HCL`;

/** The reason, with the last day of a waiver. */
export const reasonOf = ({ reason, until }: Suppression): string =>
  until === undefined ? reason : `${reason} (until ${until})`;
