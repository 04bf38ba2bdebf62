import { readFileSync } from "node:fs";
import { ruleTooWide } from "../../../src/checks/network/security-group-surplus";
import { statedIn } from "../../../src/infrastructure/stated";
import { configWith } from "../../support/environments";
import { CONTEXT, foundBy } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { settingsFor } from "../../support/recorded-causes";

const BASTION = readFileSync("__tests__/synth/own-files/legitimate/mlapp/network/bastion.tf", "utf8");

const found = (text: string): string[] =>
  foundBy(ruleTooWide, environmentWithOwnFile("mlapp", "network", text), {
    ...CONTEXT,
    statedOf: () => statedIn(settingsFor(configWith("mlapp"))),
  });

test("a group that an own file creates for its interface is a client of the API", () => {
  expect(found(BASTION)).toEqual([]);
});

test("a group of an own file that no interface has is no client of the API", () => {
  expect(found(BASTION.replace("[aws_security_group.bastion.id]", "[]"))).toEqual([
    "aws_vpc_security_group_ingress_rule.api_from_bastion: the rule allows TCP 443 from aws_security_group.bastion, but connections need none of it",
  ]);
});
