import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { type Install } from "../../../src/platform/install";

export const install: Install = {
  network: (stack, { environment, network }) => {
    const name = `${environment.names.prefix}-probe-sg`;
    const { id } = new SecurityGroup(stack, "probe", {
      vpcId: network.vpcId,
      name,
      description: "Interfaces of the probe",
      tags: { Name: name },
    });
    return { probe_security_group_id: { value: id, description: "Group of the probe" } };
  },
  cluster: (stack, { environment, kmsKeyArn }) => {
    const { names, config } = environment;
    const { name } = new CloudwatchLogGroup(stack, "probe", {
      name: `/probe/${names.cluster}`,
      retentionInDays: config.cluster.logRetentionDays,
      kmsKeyId: kmsKeyArn,
    });
    return { probe_log_group: { value: name, description: "Log group of the probe" } };
  },
};
