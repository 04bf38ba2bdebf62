import { groupBy } from "../../base/group-by";
import { reasonOf } from "../../checks/files";
import { type Scanner } from "../../checks/scanner-versions";
import { type Suppression, type WaivedRules } from "../../checks/suppressions";
import { type JsonObject } from "../../terraform/stack-json";
import { type Family } from "../folding/families";
import { type BlockComment, type Comments } from "../hcl/document";
import { type Format } from "./format";
import { reasonsIn } from "./reasons";
import { type Scanned, suppressionsIn } from "./suppressions-in";

/**
 * Reasons of endpoints and rules, by address. In HCL also the comments by which scanners accept expected findings; for JSON
 * they read files (`scanners/files.ts`).
 */
export function commentsIn(module: Scanned, format: Format, waivers: readonly WaivedRules[]): Comments {
  const { json, source, families } = module;
  const reasons = new Map([...reasonsIn(json), ...reasonsOfSimilarBlocks(source, families)]);
  const suppressed = (scanner: Scanner): readonly Suppression[] =>
    format === "hcl" ? suppressionsIn(scanner, module, waivers) : [];
  const trivy = linesOf(suppressed("trivy"), trivyLine);
  const checkov = linesOf(suppressed("checkov"), checkovLine);
  const addresses = new Set([...reasons.keys(), ...trivy.keys(), ...checkov.keys()]);
  return new Map(
    [...addresses].map((address): [string, BlockComment] => [
      address,
      {
        above: [...(reasons.get(address) ?? []), ...(trivy.get(address) ?? [])],
        inside: checkov.get(address) ?? [],
      },
    ]),
  );
}

function linesOf(
  suppressions: readonly Suppression[],
  line: (suppression: Suppression) => string,
): Map<string, string[]> {
  const byAddress = groupBy(suppressions, ({ resource }) => resource.address);
  return new Map([...byAddress].map(([address, all]) => [address, all.map(line)]));
}

/** Reasons of blocks that are alike, by their key: the one block of them has no text of its own. */
function reasonsOfSimilarBlocks(source: JsonObject, families: readonly Family[]): [string, string[]][] {
  const reasons = reasonsIn(source);
  return families.flatMap(({ address, members, isOfSimilarBlocks }): [string, string[]][] => {
    if (!isOfSimilarBlocks) return [];
    const lines = members.flatMap((member) =>
      (reasons.get(member.address) ?? []).map((line) => `${member.key}: ${line}`),
    );
    return lines.length > 0 ? [[address, lines]] : [];
  });
}

/** trivy 0.73 reads the lines directly above a block (its source, read 2026-11-21). */
const trivyLine = ({ rule, reason, until }: Suppression): string =>
  `trivy:ignore:${rule}${until === undefined ? "" : `:exp:${until}`} ${reason}`;

const checkovLine = (suppression: Suppression): string =>
  `checkov:skip=${suppression.rule}: ${reasonOf(suppression)}`;
