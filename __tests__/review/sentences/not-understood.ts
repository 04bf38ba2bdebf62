import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const STREAM = "aws_kinesis_stream.events";

const stream = (mode: string) => ({
  [STREAM]: { name: "events", stream_mode_details: [{ stream_mode: mode }] },
});
const password = (variable: JsonObject) => ({
  "variable.password": { type: "string", sensitive: true, ...variable },
});
const output = (sensitive: boolean) => ({ "output.password": { value: "${var.password}", sensitive } });

/** Changes that no topic judges. */
export const NOT_UNDERSTOOD_SENTENCES: readonly SentenceCase[] = [
  {
    before: stream("PROVISIONED"),
    after: stream("ON_DEMAND"),
    lines: [
      "attention: not understood: stream_mode_details.stream_mode of aws_kinesis_stream.events: PROVISIONED → ON_DEMAND",
    ],
  },
  {
    after: stream("ON_DEMAND"),
    lines: [
      "attention: the bill grows by an unknown amount for aws_kinesis_stream of aws_kinesis_stream.events: no price for aws_kinesis_stream",
      "attention: not understood: aws_kinesis_stream.events is added",
    ],
  },
  {
    beside: { "aws_secretsmanager_secret_version.db": { secret_id: "db", secret_string: "${var.password}" } },
    before: password({ default: "a" }),
    after: password({}),
    lines: ["attention: not understood: default of variable.password: a sensitive value changed"],
  },
  {
    before: output(true),
    after: output(false),
    lines: ["attention: not understood: sensitive of output.password: true → false"],
  },
];
