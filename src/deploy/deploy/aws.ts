import { userError } from "../../base/errors";
import { type Json } from "../../terraform/stack-json";
import { type Programs } from "./programs";

/** Answer of the AWS CLI: its output, or the error of AWS. */
export type AwsAnswer = { readonly value: Json } | { readonly error: string };

/** The AWS CLI in a region. */
export class Aws {
  constructor(
    readonly programs: Programs,
    readonly region: string,
  ) {}

  async try(...args: string[]): Promise<AwsAnswer> {
    const line = ["aws", ...args, "--region", this.region, "--output", "json"] as const;
    const { code, stdout, stderr } = await this.programs.read([...line], { AWS_PAGER: "" });
    if (code !== 0) return { error: stderr.trim() };
    return { value: stdout.trim() === "" ? null : (JSON.parse(stdout) as Json) };
  }

  /** Throws where AWS answers with an error. */
  async get(...args: string[]): Promise<Json> {
    const answer = await this.try(...args);
    if ("value" in answer) return answer.value;
    throw userError({
      place: `aws ${args.slice(0, 2).join(" ")}`,
      got: answer.error.split("\n").at(-1) ?? "",
      expected: "an answer",
      fix: "check credentials, rights and the path to AWS",
    });
  }
}
