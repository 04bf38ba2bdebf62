// Logs Helm in to each ECR registry from which a stack pulls charts. Terraform reads charts at plan and at apply, and a
// login is valid for twelve hours. Usage: log-in-to-registries.mjs STACK_FOLDER
import { execFileSync } from "node:child_process";
import { ecrRegistriesIn, fail, stackIn, stopCommands } from "./stack.mjs";

stopCommands();

for (const { host, region } of ecrRegistriesIn(stackIn(process.argv[2]))) {
  try {
    const password = execFileSync("aws", ["ecr", "get-login-password", "--region", region], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", 1],
    });
    const login = ["registry", "login", "--username", "AWS", "--password-stdin", host];
    execFileSync("helm", login, { input: password.trim(), stdio: ["pipe", 1, 1] });
  } catch (error) {
    fail(
      `${host}: got ${error.message.split("\n")[0]}, expected a login; the runner needs aws and helm, and its role ecr:GetAuthorizationToken`,
    );
  }
}
