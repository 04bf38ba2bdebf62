import { awsCommand, tagCommand } from "../../../../src/platform/network/existing/aws-command";

import { region } from "./checks";

test("DATA-01 a name with blanks or quotes is one word for the shell", () => {
  expect(tagCommand(region, "vpc-1", "Name", "Bob's VPC")).toBe(
    "aws ec2 create-tags --region ap-southeast-1 --resources vpc-1 --tags 'Key=Name,Value=Bob'\\''s VPC'",
  );
});

test("DATA-01 templates that Terraform replaces with ids are not quoted, even if they are nested", () => {
  expect(awsCommand(region, "ec2 x", { ids: '${join(" ", setsubtract([${a.id}], self.ids))}' })).toBe(
    'aws ec2 x --region ap-southeast-1 --ids ${join(" ", setsubtract([${a.id}], self.ids))}',
  );
});

test("DATA-01 user text that looks like a template is quoted", () => {
  expect(awsCommand(region, "ec2 x", { name: "$${file(1)}" })).toContain("--name '$${file(1)}'");
});

test("DATA-01 each of several values is a separate word, and an option can have no value", () => {
  expect(awsCommand(region, "ec2 x", { subnets: ["a", "b"], enabled: [] })).toBe(
    "aws ec2 x --region ap-southeast-1 --subnets a b --enabled",
  );
});
