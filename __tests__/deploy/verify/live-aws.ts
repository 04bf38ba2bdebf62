import { type AwsAnswer } from "../../../src/deploy/deploy/aws";
import { type Aws } from "../../../src/deploy/deploy/aws";
import { type Json } from "../../../src/terraform/stack-json";

/** An AWS that answers by the beginning of a call, such as `elbv2 describe-listeners`. Other calls are an error. */
export function liveAws(answers: Readonly<Record<string, Json | Error>>): Aws & { readonly calls: string[] } {
  const calls: string[] = [];
  const answerOf = (...args: string[]): Promise<AwsAnswer> => {
    const line = args.join(" ");
    calls.push(line);
    const [, value] = Object.entries(answers).find(([begin]) => line.startsWith(begin)) ?? [];
    if (value === undefined) return Promise.resolve({ error: `no answer to ${line}` });
    return Promise.resolve(value instanceof Error ? { error: value.message } : { value });
  };
  return { region: "ap-southeast-2", try: answerOf, calls } as unknown as Aws & { readonly calls: string[] };
}
