exec > "$ANSWERS" 2>&1
timed() { curl --silent --max-time 5 --write-out '%{http_code} %{time_pretransfer} %{time_starttransfer},' "$@"; }
for name in $NAMES; do
  echo "name $name $(dig +short +time=2 +tries=2 A "$name" | sed -n 's/^[0-9][0-9.]*$/&/p' | tr '\n' ',')"
done
for name in $REQUESTS; do
  set --
  for each in $REPEATED; do set -- "$@" --output /dev/null "https://$name/"; done
  echo "request $name $(timed "$@")"
done
if [ -n "$BUCKET" ]; then
  answer=$(curl --silent --max-time 5 --data Action=AssumeRoleWithWebIdentity --data Version=2011-06-15 \
    --data RoleSessionName=verify --data-urlencode "RoleArn=$AWS_ROLE_ARN" \
    --data-urlencode "WebIdentityToken@$AWS_WEB_IDENTITY_TOKEN_FILE" "$STS" | tr -d '\n')
  part() { printf '%s' "$answer" | sed -n "s:.*<$1>\([^<]*\)</$1>.*:\1:p"; }
  id=$(part AccessKeyId) secret=$(part SecretAccessKey) token=$(part SessionToken)
  echo "role $([ -n "$id" ] && echo ok || part Code)"
  signed() {
    printf 'user = "%s:%s"\nheader = "x-amz-security-token: %s"\naws-sigv4 = "aws:amz:%s:s3"\n' \
      "$id" "$secret" "$token" "$REGION"
  }
  if [ -n "$id" ]; then
    answer=$(signed | curl --config - --silent --max-time 5 "$S3/?list-type=2&max-keys=1&prefix=$PREFIX" | tr -d '\n')
    key=$(part Key)
    echo "list $(case "$answer" in *ListBucketResult*) echo ok ;; *) part Code ;; esac)"
    case "$key" in
      '') ;;
      *[!A-Za-z0-9/._=-]*) echo "object skipped" ;;
      *)
        set --
        for each in $REPEATED; do set -- "$@" --output /dev/null "$S3/$key"; done
        echo "object $(signed | timed --config - --range 0-0 "$@")"
        ;;
    esac
  fi
fi
echo end
