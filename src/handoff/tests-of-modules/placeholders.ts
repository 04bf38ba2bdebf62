import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type Module } from "../module/module";

/** Outputs of another module with their real shape and placeholder values. */
export function placeholderOutputs(module: Module | undefined): JsonObject {
  return Object.fromEntries(
    Object.entries(asObject(module?.source["output"])).map(([name, output]) => {
      return [name, shapedAs(asObject(output)["value"], name)];
    }),
  );
}

/** Placeholders in a list, or in a map of texts. */
function shapedAs(value: Json | undefined, name: string): Json {
  if (Array.isArray(value)) return asArray(value).map((_, index) => placeholderText(name, index));
  const entries = Object.entries(asObject(value));
  return entries.length > 0 && entries.every(([, text]) => typeof text === "string")
    ? Object.fromEntries(entries.map(([key], index) => [key, placeholderText(name, index)]))
    : placeholderText(name, 0);
}

/** Placeholder text that providers accept for an output of this name. */
export function placeholderText(name: string, index: number): Json {
  const found = PLACEHOLDERS.find(([pattern]) => pattern.test(name));
  return found ? found[1].replaceAll("#", String(index)) : `${name.replaceAll("_", "-")}-${index}`;
}

const PLACEHOLDERS: readonly (readonly [name: RegExp, text: string])[] = [
  [/oidc_provider_arn$/, "arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/A#"],
  [/kms_key_arn$/, "arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-4000-8000-00000000000#"],
  [
    /target_group_arn$/,
    "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/models/000000000000000#",
  ],
  [/certificate_arn$/, "arn:aws:acm:eu-west-1:111122223333:certificate/00000000-0000-4000-8000-00000000000#"],
  [/_arn$/, "arn:aws:s3:::example-#"],
  [/certificate_authority$/, "ZXhhbXBsZQ=="],
  [/endpoint$/, "https://example.com"],
];
