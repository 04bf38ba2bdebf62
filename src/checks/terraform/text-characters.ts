import { groupBy } from "../../base/group-by";
import { UserData } from "../../infrastructure/text-user-data";
import { TEXT_LIMITS, stackTexts } from "../../infrastructure/text-in-stacks";
import { type Check, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

type PlacedText = ReturnType<typeof stackTexts>["noteworthy"][number];

/** Control and bidirectional characters, which hide text; tab and line feed are allowed. */
const INVISIBLE =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/u;

/** Token of cdktf, as text or as a number, for a value that is resolved later. */
const TOKEN = /TfToken\[|^-?\d(\.\d+)?e\+\d{3}$/;

export const textCharacters: Check = {
  ...ruleOf(TEXTS, "text-characters"),
  run: (plan) => {
    const problems = stackTexts(plan).noteworthy.flatMap((text) =>
      problemsOf(text).map((problem) => ({ ...text, problem })),
    );
    const byAddress = groupBy(problems, ({ layer, address }) => `${layer} ${address}`);
    const found = [...byAddress.values()].flatMap((found) => {
      const [first] = found;
      const messages = found.map(({ path, problem }) => `${path.replace(/[^\x20-\x7e]/g, "?")} ${problem}`);
      return first
        ? [{ layer: first.layer, address: first.address, message: [...new Set(messages)].join("; ") }]
        : [];
    });
    // In the JSON, user data is base64.
    const inUserData = plan.resources("aws_launch_template").flatMap((template) => {
      const hidden = invisibleIn(
        (UserData.in(template.config.user_data)?.text ?? "").replaceAll("\r\n", "\n"),
      );
      return hidden.map((problem) => ({ ...at(template), message: `user_data ${problem}` }));
    });
    return [...found, ...inUserData];
  },
};

function invisibleIn(text: string): string[] {
  const invisible = INVISIBLE.exec(text)?.[0];
  return invisible === undefined
    ? []
    : [
        `contains the invisible character U+${(invisible.codePointAt(0) ?? 0).toString(16).padStart(4, "0").toUpperCase()}`,
      ];
}

/** Files of a ConfigMap are longer; the check `document-size` measures them together. */
const isOfConfigMap = ({ address, path }: PlacedText): boolean =>
  /^kubernetes_config_map(_v1)?\./.test(address) && path.startsWith("data.");

function problemsOf(text: PlacedText): string[] {
  const { value, isKey } = text;
  return [
    ...(TOKEN.test(value) ? ["contains a token that synth did not resolve"] : []),
    ...invisibleIn(value),
    ...(isKey && TEXT_LIMITS.reservedKeys.includes(value) ? ["is a reserved key of JavaScript"] : []),
    ...(!isOfConfigMap(text) &&
    value.length * 3 > TEXT_LIMITS.bytes &&
    Buffer.byteLength(value) > TEXT_LIMITS.bytes
      ? [`is ${Math.ceil(Buffer.byteLength(value) / 1024)} KiB long, expected at most 64 KiB`]
      : []),
  ];
}
