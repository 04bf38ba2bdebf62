import { certificate } from "../../../../src/proof/checks/entry/certificate";
import { machineFunctions } from "../../../../src/proof/checks/terraform/machine-functions";
import { templateExpressions } from "../../../../src/proof/checks/terraform/template-expressions";
import { ownBlockNotJudged } from "../../../../src/proof/checks/terraform/own-block-not-judged";
import { providerGuards } from "../../../../src/proof/checks/terraform/provider-guards";
import { findingId } from "../../../../src/proof/checks/finding-id";
import { environmentPlan } from "../../../support/altered";
import { CONTEXT, foundBy } from "../../../support/findings";
import { environmentWithOwnFile } from "../../../support/own-stacks";
import { planOf } from "../../../support/reference-plans";

const PARAMETER = 'resource "aws_ssm_parameter" "vpc" {\n  value = aws_vpc.main.id\n}\n';
const inNetwork = (text: string) => environmentWithOwnFile("mlapp", "network", text);

test("an environment without own files has no finding", () => {
  expect(foundBy(ownBlockNotJudged, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test("each block of an own file is a finding, also a local value and an output", () => {
  const text = `${PARAMETER}locals {\n  a = 1\n}\noutput "o" {\n  value = local.a\n}\nmodule "m" {\n  source = "x/y/z"\n}\n`;
  expect(ownBlockNotJudged.run(inNetwork(text), CONTEXT).map(({ address }) => address)).toEqual([
    "aws_ssm_parameter.vpc",
    "local.a",
    "output.o",
    "module.m",
  ]);
});

test("an edit of a block is another finding, so that a waiver of the first does not accept it", () => {
  const ids = [PARAMETER, `# a note\n${PARAMETER}`, PARAMETER.replace("main.id", "main.arn")].map((text) =>
    ownBlockNotJudged.run(inNetwork(text), CONTEXT).map((finding) => findingId(ownBlockNotJudged, finding)),
  );
  expect(ids[0]).toEqual(ids[1]);
  expect(ids[0]).not.toEqual(ids[2]);
});

test("an own provider without the guards of ours is reported at its own address", () => {
  const text = 'provider "aws" {\n  alias  = "dns"\n  region = "us-east-1"\n}\n';
  expect(foundBy(providerGuards, inNetwork(text))).toEqual([
    expect.stringMatching(/^provider\.aws\.dns: AWS provider: allowed_account_ids is missing/),
  ]);
});

test("expressions of own files are no user text, and those of the stack beside them are judged as before", () => {
  const text =
    'locals {\n  a = upper("x")\n}\noutput "o" {\n  value = merge({}, {})\n}\n' +
    'resource "aws_vpc" "mine" {\n  tags = { Name = "${upper(local.a)}-x" }\n}\n';
  expect(foundBy(templateExpressions, inNetwork(text))).toEqual([]);
});

test("a function that reads the machine is an error in own files too", () => {
  expect(foundBy(machineFunctions, inNetwork("locals {\n  a = timestamp()\n}\n"))).toEqual([
    expect.stringContaining("timestamp()"),
  ]);
});

test("an own record of another host is no validation record", () => {
  const text = 'resource "aws_route53_record" "x" {\n  name    = "x.example.com"\n  records = ["y"]\n}\n';
  expect(foundBy(certificate, environmentWithOwnFile("mlapp", "models", text))).toEqual([]);
});
