/** First step of the person who gets an alarm. It is part of the message. */
export const ALARM_STEPS = {
  heartbeat:
    "kubectl -n monitoring get pods; if all run, the log of Alertmanager has the error of SNS or STS",
  certificate:
    "aws acm describe-certificate; ACM renews its own certificates if the validation record still exists; import others again",
  databaseStorage:
    "raise growthGiB of the database in the file and apply; RDS grows storage once in six hours. If growthGiB is large, find the table that grows",
  databaseCpu:
    "the log of errors and the connections in CloudWatch; if it lasts, a larger instanceClass of the database in the file",
  databaseConnections:
    "the pods that connect, of which a rollout has more; if it lasts, a larger instanceClass of the database in the file",
  endpoint: "AWS Health Dashboard, then the security group and the network ACLs of the endpoint",
} as const;
