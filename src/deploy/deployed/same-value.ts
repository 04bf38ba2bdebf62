import { isDeepStrictEqual } from "node:util";
import { type BlockSchema } from "../../facts/provider-schema";
import { type Json, asArray, asObject, jsonIn } from "../../terraform/stack-json";
import { canonicalQuantity } from "../../base/quantities";

/**
 * Whether a state has the value of a configuration. States hold numbers and texts by the type of the provider, lists of a
 * block that occurs once, any order of a set, and values that nobody configured.
 *
 * @param schema of a block. @default - the value of an attribute, whose keys are all compared
 */
export function isSameValue(
  configured: Json | undefined,
  deployed: Json | undefined,
  schema?: BlockSchema,
): boolean {
  if (isNothing(configured)) return isNothing(deployed);
  if (isNothing(deployed)) return false;
  if (Array.isArray(configured)) return isSameList(asArray(configured), deployed, schema);
  if (configured !== null && typeof configured === "object") {
    if (Array.isArray(deployed)) return isSameList([configured as Json], deployed, schema);
    return isSameObject(configured as Json, deployed, schema);
  }
  return (
    isDeepStrictEqual(contentOf(configured), contentOf(deployed)) ||
    isSameQuantity(String(configured), String(deployed))
  );
}

/** The Kubernetes API answers with the shortest form of a quantity. Without a unit, a text such as `1.10` is a version or a tag. */
const isSameQuantity = (configured: string, deployed: string): boolean =>
  [configured, deployed].some((text) => /\d[A-Za-z]+$/.test(text)) &&
  canonicalQuantity(configured) === canonicalQuantity(deployed);

function isSameList(configured: readonly Json[], deployed: Json | undefined, schema?: BlockSchema): boolean {
  const left = [...asArray(deployed)];
  if (left.length !== configured.length) return false;
  return configured.every((item) => {
    const index = left.findIndex((each) => isSameValue(item, each, schema));
    if (index < 0) return false;
    left.splice(index, 1);
    return true;
  });
}

function isSameObject(configured: Json, deployed: Json | undefined, schema?: BlockSchema): boolean {
  const [own, other] = [asObject(configured), asObject(deployed)];
  const keys = schema ? Object.keys(own) : [...new Set([...Object.keys(own), ...Object.keys(other)])];
  return keys.every((key) => isSameValue(own[key], other[key], schema?.blocks?.[key]));
}

const isNothing = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  value === false ||
  (typeof value === "object" && Object.keys(value).length === 0);

/** JSON in a text has the same meaning in any order of keys. AWS stores the URL of an OIDC provider without its scheme. */
function contentOf(value: Json | undefined): Json {
  const text = String(value).replace(/^https:\/\//, "");
  return jsonIn(text) ?? text;
}
