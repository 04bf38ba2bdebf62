import { plain } from "../../src/review/stages/phrase";
import { pageOf } from "../../src/review/rendering/page-of";
import { NETWORK_CASES } from "./cases/network";
import { reviewOfCase } from "./cases/reviewed";

test("the default route that the schema adds to a transit gateway is no change of the file", () => {
  const change = NETWORK_CASES.find(({ cause, harm }) => cause === "network.egress" && harm === "outage");
  if (!change) throw new Error("no case");
  const { next = [] } = pageOf(reviewOfCase(change));
  expect(plain(next)).toContain("or set network.egress back: transit-gateway; otherwise apply network");
  expect(plain(next)).not.toContain("attachments");
});
