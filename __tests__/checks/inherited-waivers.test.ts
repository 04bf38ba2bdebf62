import { WorkingCopy } from "../support/working-copy";

/** An environment that extends retail-forecast in another account. */
const extending = (keys: string): WorkingCopy => {
  const copy = new WorkingCopy("retail-forecast");
  const account = 'extends: retail-forecast\naccount: "999900001111"\n';
  copy.write("own.yaml", `${account}cluster: { admins: [arn:aws:iam::999900001111:role/admin] }\n${keys}`);
  return copy;
};

const internal =
  "entry: { scheme: internal, webAclArn: null, certificateArn: arn:aws:acm:ap-southeast-1:999900001111:certificate/0a1b2c3d-0000-4000-8000-999900001111 }\n";

test("an environment that extends another can end a finding that the other waives", async () => {
  const { summary, error } = await extending(internal).synth(["own"]);
  expect(error).toBeUndefined();
  expect(summary).toContain("done 5 stacks of 1 environment");
});

test("an inherited waiver still accepts its finding", async () => {
  const { summary } = await extending(internal).synth(["own"]);
  expect(summary).toMatch(/^waived +capacity-autoscaler own-cluster/m);
});

test("a waiver of the environment's own file must accept a finding", async () => {
  const waivers =
    "waivers: [{ check: public-subnet-addresses, address: aws_subnet.public_a, reason: wanted, until: 2027-05-31 }]\n";
  const { error } = await extending(`${internal}${waivers}`).synth(["own"]);
  expect(error).toContain(
    "waivers[0] accepts nothing: public-subnet-addresses has no finding at aws_subnet.public_a",
  );
});
