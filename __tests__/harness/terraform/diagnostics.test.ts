import { commandOf, errorsIn, problemOf } from "../../real/terraform/harness/diagnostics";

const line = (severity: string, summary: string, detail: string, address?: string): string =>
  JSON.stringify({ type: "diagnostic", diagnostic: { severity, summary, detail, address } });

test("errors are found among other output of Terraform, without warnings", () => {
  const printed = [
    '{"type":"version","terraform":"1.11.4"}',
    "Successfully configured the backend",
    line("warning", "Deprecated", ""),
    line("error", "no matching EC2 VPC Endpoint found", "", "data.aws_vpc_endpoint.sts"),
  ];
  expect(errorsIn(printed.join("\n")).map(problemOf)).toEqual([
    "data.aws_vpc_endpoint.sts: no matching EC2 VPC Endpoint found",
  ]);
});

test.each([
  ["the group lacks a rule; run\n\n    aws ec2 x --y 'a b'", "the group lacks a rule", "aws ec2 x --y 'a b'"],
  ["found none; where it is missing, run\n\n    aws ec2 x", "found none", "aws ec2 x"],
  ["found none; where it is missing, run\n\n    aws ec2 x --resources '<VPC>'", "found none", undefined],
  ["the range is wrong; correct the file", "the range is wrong; correct the file", undefined],
])("%j: problem and command are separated", (detail, problem, command) => {
  const error = { summary: "Resource postcondition failed", detail };
  expect(problemOf(error)).toBe(problem);
  expect(commandOf(error)).toBe(command);
});
