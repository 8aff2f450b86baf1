#!/usr/bin/env bash
# Makes the secrets of deploy/compose.yml, each a file of its own; what is there already stays.
#
#   deploy/secrets.sh [FOLDER]      default: deploy/secrets, which git ignores
set -euo pipefail

folder=${1:-$(dirname -- "${BASH_SOURCE[0]}")/secrets}
# The files can be read by the users inside the containers; the folder keeps the host's other users out.
mkdir -p "$folder"
chmod 700 "$folder"

random() { od -An -N 24 -t x1 /dev/urandom | tr -d ' \n'; }
keep() {
  local file=$folder/$1
  if [ -s "$file" ]; then return; fi
  # Without a line break at the end: Kubernetes would hand it on as a part of the secret.
  printf '%s' "$2" >"$file"
  chmod 444 "$file"
  echo "made $1"
}

keep postgres_password "$(random)"
keep admin_token "$(random)"
keep web_secret "$(random)"
keep redis_password "$(random)"
# For the desk, which runs only where deploy/desk is added.
keep desk_secret "$(random)"
postgres=$(cat "$folder/postgres_password")
redis=$(cat "$folder/redis_password")
keep database_url "postgresql://advisor:$postgres@postgres:5432/knowledge"
keep conversations_url "postgresql://advisor:$postgres@postgres:5432/conversations"
keep redis_url "redis://:$redis@redis:6379/0"
keep redis.conf "requirepass $redis"
