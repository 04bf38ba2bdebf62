import { quotedTextsIn, templateParts } from "../../terraform/terraform-templates";
import { isJsonObject, type Json, texts, jsonIn } from "../../terraform/stack-json";
import { memoizePerStack } from "../../terraform/environment-plan";
import { UserData } from "../text-user-data";
import { placedTextsIn } from "./placed-texts";
import { mayMention, type Mention, mentionsIn, UNKNOWN_SIGN } from "./mentions";
import { type PlacedName } from "./placed-name";

/** Keys with prose, which nothing resolves, and with accounts that a provider refuses. */
const UNUSED = /^(?:description|comment|alarm_description|error_message|forbidden_account_ids)$/;

/** Keys with a time zone, in Terraform, in Kubernetes and in values of charts. */
const TIME_ZONE = /^(?:time_?zone|schedule_expression_timezone)$/i;

const USER_DATA = /^user_data(?:_base64)?$/;

/** A git repository: by its protocol, by its ending, or on a host for these. */
const GIT =
  /(?<!\w)(?:git@[\w.-]+:[\w./-]+|(?:ssh|git):\/\/[^\s"'\\]+|https?:\/\/(?:[^\s"'\\]+\.git(?!\w)|(?:[\w-]+\.)*(?:github|gitlab|bitbucket)\.(?:com|org)\/[^\s"'\\]+))/g;

/** Names that a stack has in any text of any block: values and keys, JSON in texts, texts in expressions, and user data. */
export const namesInTexts = memoizePerStack((stack, layer): readonly PlacedName[] =>
  placedTextsIn(stack, layer, (value, isKey) => (isKey && isSpecial(value)) || mayName(value)).flatMap(
    ({ address, path, value, isKey, holds }) =>
      (isKey ? ofKey(value, holds, path) : ofText(value, path)).map((name) => ({ layer, address, ...name })),
  ),
);

type NameAt = Mention & Pick<PlacedName, "path">;

const isSpecial = (key: string): boolean => TIME_ZONE.test(key) || USER_DATA.test(key);

/** Whether a text can have a name, or JSON with one. */
const mayName = (value: string): boolean => mayMention(value) || /git|time_?zone/i.test(value);

function ofKey(key: string, holds: Json, path: string): NameAt[] {
  if (USER_DATA.test(key)) return ofText(UserData.in(holds)?.text ?? "", path);
  if (TIME_ZONE.test(key)) return texts(holds).flatMap((zone) => timeZone(zone, path));
  return at(path, mentionsIn(key, ""));
}

const timeZone = (zone: string, path: string): NameAt[] =>
  zone === "" || zone.includes("${") ? [] : [{ kind: "time-zone", value: zone, whole: zone, path }];

/** Names in a text; in JSON, those of each of its texts. */
function ofText(value: string, path: string): NameAt[] {
  const key = lastName(path);
  if (UNUSED.test(key)) return [];
  const json = jsonIn(value);
  if (json !== undefined) return ofJson(json, path);
  return plainTexts(value).flatMap((text) => at(path, [...mentionsIn(text, key), ...repositoriesIn(text)]));
}

function ofJson(json: Json, path: string): NameAt[] {
  if (typeof json === "string")
    return TIME_ZONE.test(lastName(path)) ? timeZone(json, path) : ofText(json, path);
  if (json === null || typeof json !== "object") return [];
  const isDenial = isJsonObject(json) && json["Effect"] === "Deny";
  return Object.entries(json).flatMap(([key, item]) => {
    // A statement gives nothing to whom it denies something.
    if (isDenial && key === "Principal") return [];
    const inner = `${path}.${key}`;
    return [...(Array.isArray(json) ? [] : at(inner, mentionsIn(key, ""))), ...ofJson(item as Json, inner)];
  });
}

/** A text with a sign for each expression, and the texts in these expressions. */
function plainTexts(value: string): string[] {
  const parts = templateParts(value);
  const inside = parts.flatMap((part) => {
    if ("text" in part) return [];
    return quotedTextsIn("expression" in part ? part.expression : part.directive);
  });
  return [
    parts.map((part) => ("text" in part ? part.text : UNKNOWN_SIGN)).join(""),
    ...inside.flatMap(({ text }) => plainTexts(text)),
  ];
}

const repositoriesIn = (value: string): Mention[] =>
  [...value.matchAll(GIT)].map(([whole]) => ({ kind: "source", value: whole, whole }));

const at = (path: string, mentions: readonly Mention[]): NameAt[] =>
  mentions.map((mention) => ({ ...mention, path }));

/** The last name of a path, without places in lists. */
const lastName = (path: string): string => /(?:^|\.)([^.]*?)(?:\.\d+)*$/.exec(path)?.[1] ?? "";
