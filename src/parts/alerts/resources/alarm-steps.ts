/** First step of the person who gets an alarm. It is part of the message. */
export const ALARM_STEPS = {
  heartbeat:
    "kubectl -n monitoring get pods; if all run, the log of Alertmanager has the error of SNS or STS",
  certificate:
    "aws acm describe-certificate; ACM renews its own certificates if the validation record still exists; import others again",
  growingStorage:
    "the events of the database in RDS. After a growth in the last six hours, RDS adds none: stop what writes. At the maximum, raise growthGiB of the database in the file and apply, or find the table that grows",
  fixedStorage: "raise storageGiB or growthGiB of the database in the file and apply",
  databaseCpu:
    "the log of errors and the connections in CloudWatch; if it lasts, a larger instanceClass of the database in the file",
  databaseConnections:
    "the pods that connect, of which a rollout has more; if it lasts, a larger instanceClass of the database in the file",
  endpoint: "AWS Health Dashboard, then the security group and the network ACLs of the endpoint",
} as const;
