import { type Json } from "../../terraform/stack-json";

/** Values of a Helm release that are JSON; undefined for other text. */
export function releaseValues(values: Json): Json | undefined {
  try {
    return JSON.parse(typeof values === "string" ? values : "") as Json;
  } catch {
    return undefined;
  }
}
