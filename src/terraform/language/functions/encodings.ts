import { createHash } from "node:crypto";
import { Mistake } from "../../mistake";
import { valueText } from "../values/convert";
import { type HclValue } from "../values/value";
import { type Definition, type Definitions } from "./function";
import { fromJson, json } from "./json";
import { fromYaml, yaml } from "./yaml";

const ofText = (apply: (text: string) => HclValue): Definition => ({
  arity: [1, 1],
  apply: ([text = null]) => apply(valueText(text)),
});

const digest = (algorithm: string, encoding: "hex" | "base64"): Definition =>
  ofText((text) => createHash(algorithm).update(text).digest(encoding));

function decoded(text: string): string {
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") !== text) throw new Mistake("got a text that is not base64");
  return bytes.toString("utf8");
}

const percentEncoded = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll("%20", "+")
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

export const ENCODINGS: Definitions = {
  jsonencode: { arity: [1, 1], nulls: true, apply: ([value = null]) => json(value) },
  jsondecode: ofText(fromJson),
  yamlencode: { arity: [1, 1], nulls: true, apply: ([value = null]) => yaml(value) },
  yamldecode: ofText(fromYaml),
  base64encode: ofText((text) => Buffer.from(text).toString("base64")),
  base64decode: ofText(decoded),
  urlencode: ofText(percentEncoded),
  md5: digest("md5", "hex"),
  sha1: digest("sha1", "hex"),
  sha256: digest("sha256", "hex"),
  sha512: digest("sha512", "hex"),
  base64sha256: digest("sha256", "base64"),
  base64sha512: digest("sha512", "base64"),
};
