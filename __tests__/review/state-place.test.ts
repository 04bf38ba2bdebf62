import { plain } from "../../src/review/stages/phrase";
import { type Layers, edited, reviewOf } from "./pairs";
import { OPTION_B, topicLines } from "./topic-lines";

describe("the state", () => {
  const HARMS: readonly [subject: string, harm: string, edit: (layers: Layers) => void][] = [
    [
      "backend.s3.key of the state of network",
      "cannot go back",
      ({ network }) => (network.terraform.backend.s3.key = "another"),
    ],
    [
      "region of provider.aws in network",
      "cannot go back",
      ({ network }) => (network.provider.aws[0].region = "eu-west-1"),
    ],
    [
      "backend.s3.encrypt of the state of network",
      "in place",
      ({ network }) => (network.terraform.backend.s3.encrypt = false),
    ],
  ];

  test.each(HARMS)("a change of %s has the harm %s", (subject, harm, edit) => {
    const section = reviewOf(edited(OPTION_B, edit)).topics.find(({ title }) => title === "State");
    expect((section?.lines ?? []).map((line) => [line.harm, plain(line.text)])).toEqual([
      [harm, expect.stringContaining(subject)],
    ]);
  });

  test("a change of the access to the state moves no state", () => {
    expect(
      topicLines("State", ({ network }) => (network.terraform.backend.s3.allowed_account_ids = ["1"])),
    ).toEqual([]);
  });
});
