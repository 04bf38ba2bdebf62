import { reasonOf } from "../../../proof/scanners/files";
import { type Suppression, type WaivedRules, suppressionsOf } from "../../../proof/scanners/suppressions";
import { StackJson } from "../../../proof/terraform-json/stack-json";
import { type BlockComment, type Comments } from "../hcl/document";
import { type Format } from "./format";
import { type Module } from "./module";
import { reasonsIn } from "./reasons";

/**
 * Reasons of endpoints and rules, by address. In HCL also the comments by which scanners accept expected findings; for JSON
 * they read files (`scanners/files.ts`).
 */
export function commentsIn(
  { layer, json, source }: Module,
  format: Format,
  waivers: readonly WaivedRules[],
): Comments {
  const reasons = reasonsIn(json);
  const stack = new StackJson(layer, format === "hcl" ? source : {});
  const trivy = linesOf(suppressionsOf("trivy", stack, waivers), trivyLine);
  const checkov = linesOf(suppressionsOf("checkov", stack, waivers), checkovLine);
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
  const lines = new Map<string, string[]>();
  for (const each of suppressions) {
    const { address } = each.resource;
    lines.set(address, [...(lines.get(address) ?? []), line(each)]);
  }
  return lines;
}

/** trivy 0.73 reads the lines directly above a block (its source, read 2026-11-21). */
const trivyLine = ({ rule, reason, until }: Suppression): string =>
  `trivy:ignore:${rule}${until === undefined ? "" : `:exp:${until}`} ${reason}`;

const checkovLine = (suppression: Suppression): string =>
  `checkov:skip=${suppression.rule}: ${reasonOf(suppression)}`;
