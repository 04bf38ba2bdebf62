import { groupBy } from "../base/group-by";
import { type StackJson, type SynthesizedResource } from "../terraform/stack-json";
import { SCANNER_EXCEPTIONS } from "./scanners/exceptions";
import { type Scanner } from "./scanner-versions";
import { judges, scannerOf } from "./scanners/rule-ids";

/** A waiver of the environment, with the scanner rules of its check. */
export interface WaivedRules {
  readonly rules: readonly string[];
  readonly address: string;
  readonly reason: string;
  /** Last day of the waiver, as an ISO date. */
  readonly until: string;
}

/** A rule of one scanner that a resource does not follow, with the reason. */
export interface Suppression {
  readonly rule: string;
  readonly resource: SynthesizedResource;
  readonly reason: string;
  /** Last day, as an ISO date. @default - none */
  readonly until?: string;
}

/** Expected findings of a scanner in a stack: exceptions of this project, and waivers of the environment. */
export function suppressionsOf(
  scanner: Scanner,
  stack: StackJson,
  waivers: readonly WaivedRules[],
): Suppression[] {
  const found = stack
    .resources()
    .flatMap((resource) => [
      ...(EXCEPTIONS.get(resource.type) ?? [])
        .filter(({ applies }) => applies?.(resource, stack) ?? true)
        .flatMap(({ rules, reason }) => rules.map((rule): Suppression => ({ rule, resource, reason }))),
      ...waivers
        .filter(({ address }) => address === resource.address)
        .flatMap(({ rules, reason, until }) =>
          rules
            .filter((rule) => judges(rule, resource.type))
            .map((rule): Suppression => ({ rule, resource, reason, until })),
        ),
    ]);
  const first = new Map<string, Suppression>();
  for (const each of found.filter(({ rule }) => scannerOf(rule) === scanner)) {
    const key = `${each.rule} ${each.resource.address}`;
    if (!first.has(key)) first.set(key, each);
  }
  return [...first.values()];
}

/** Exceptions by the type of their resources: each resource of each synth is looked up. */
const EXCEPTIONS = groupBy(SCANNER_EXCEPTIONS, ({ type }) => type);
