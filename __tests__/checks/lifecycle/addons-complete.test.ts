import { addonsComplete } from "../../../src/checks/lifecycle/addons-complete";
import { type Editable } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { addon } from "./edits";

const remove = (cluster: Editable, name: string) =>
  Reflect.deleteProperty(cluster.resource.aws_eks_addon as object, name);

describe.each(["vpc_cni", "kube_proxy", "coredns", "eks_pod_identity_agent"])("%s", (name) => {
  test("is required in a cluster without self-managed add-ons", () => {
    const plan = addon(name, (_, cluster) => remove(cluster, name));
    expect(foundBy(addonsComplete, plan)).toEqual([
      expect.stringMatching(new RegExp(`add-on ${name.replaceAll("_", "-")}, .* is not installed`)),
    ]);
  });

  test("is not required in a cluster with self-managed add-ons", () => {
    const plan = addon(name, (_, cluster) => {
      remove(cluster, name);
      delete cluster.resource.aws_eks_cluster.main.bootstrap_self_managed_addons;
    });
    expect(foundBy(addonsComplete, plan)).toEqual([]);
  });
});
