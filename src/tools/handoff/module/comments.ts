import { reasonOf } from "../../../proof/scanners/files";
import { type Suppression, type WaivedRules, suppressionsOf } from "../../../proof/scanners/suppressions";
import { type JsonObject, StackJson } from "../../../proof/terraform-json/stack-json";
import { type Layer } from "../../../shared/terraform/layers";
import { type Family } from "../folding/families";
import { type BlockComment, type Comments } from "../hcl/document";
import { type Format } from "./format";
import { reasonsIn } from "./reasons";

/** The parts of a module that its comments are about. */
export interface Commented {
  readonly layer: Layer;
  readonly json: JsonObject;
  readonly source: JsonObject;
  readonly families: readonly Family[];
}

/**
 * Reasons of endpoints and rules, by address. In HCL also the comments by which scanners accept expected findings; for JSON
 * they read files (`scanners/files.ts`).
 */
export function commentsIn(
  { layer, json, source, families }: Commented,
  format: Format,
  waivers: readonly WaivedRules[],
): Comments {
  const reasons = new Map([...reasonsIn(json), ...reasonsOfKin(source, families)]);
  const stack = new StackJson(layer, format === "hcl" ? source : {});
  const familyOf = new Map(
    families.flatMap(({ address, members }) => members.map((member) => [member.address, address])),
  );
  const ofBlock = (address: string): string => familyOf.get(address) ?? address;
  const trivy = linesOf(suppressionsOf("trivy", stack, waivers), trivyLine, ofBlock);
  const checkov = linesOf(suppressionsOf("checkov", stack, waivers), checkovLine, ofBlock);
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
  ofBlock: (address: string) => string,
): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const each of suppressions) {
    const address = ofBlock(each.resource.address);
    // Members of a family have the same line.
    lines.set(address, [...new Set([...(lines.get(address) ?? []), line(each)])]);
  }
  return lines;
}

/** Reasons of blocks that are alike, by their key: the one block of them has no text of its own. */
function reasonsOfKin(source: JsonObject, families: readonly Family[]): [string, string[]][] {
  const reasons = reasonsIn(source);
  return families.flatMap(({ address, members, isKin }): [string, string[]][] => {
    if (!isKin) return [];
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
