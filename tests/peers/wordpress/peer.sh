#!/usr/bin/env bash
# A real WordPress on 127.0.0.1 for the tests, out of Debian's packages. Everything lies in DIR.
#
#   peer.sh packages          the packages that it wants, on one line
#   peer.sh check             exit status 0 if what it wants is there
#   peer.sh start DIR PORT    make the site there if it is not made, and start it
#   peer.sh halt DIR          stop the web server alone: the plug is pulled
#   peer.sh stop DIR          stop all of it
#
# DIR/site.json tells address, users and application passwords. It sends no mail and asks nobody.
# $PEER_WORDPRESS names a folder with another version of WordPress, unpacked.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source=${PEER_WORDPRESS:-/usr/share/wordpress}
# What readers see needs a theme, and which one a Debian has is its own matter.
packages() {
    theme=$(apt-cache depends wordpress 2>/dev/null | grep -o 'wordpress-theme-[a-z]*' | head -1 || true)
    echo "wordpress ${theme:-wordpress-theme-twentytwentythree} php-cli php-mysql mariadb-server procps"
}

check() {
    [ -f "$source/wp-settings.php" ] && compgen -G "$source/wp-content/themes/*/style.css" >/dev/null &&
        command -v mariadbd mariadb-install-db pkill >/dev/null &&
        php -r 'exit(extension_loaded("mysqli") ? 0 : 1);' 2>/dev/null
}

end() { # the process of that file, and its children
    [ -s "$1" ] || return 0
    pkill -P "$(cat "$1")" 2>/dev/null || true
    kill "$(cat "$1")" 2>/dev/null || true
    rm -f "$1"
}

database() {
    [ "$(id -u)" = 0 ] && user=mysql || user=$(id -un)
    if [ ! -d "$dir/db/mysql" ]; then
        mkdir -p "$dir/db" && chmod 755 "$dir" && { [ "$user" != mysql ] || chown mysql "$dir/db"; }
        mariadb-install-db --no-defaults --user="$user" --datadir="$dir/db" --skip-test-db \
            --auth-root-authentication-method=normal >"$dir/db.log" 2>&1
    fi
    mariadb-admin --no-defaults -S "$dir/db/socket" -u root ping >/dev/null 2>&1 && return
    # A socket and no port; and no waiting for the disk, which tests do not need.
    mariadbd --no-defaults --user="$user" --datadir="$dir/db" --socket="$dir/db/socket" \
        --skip-networking --pid-file="$dir/db/pid" --innodb-flush-log-at-trx-commit=0 \
        --character-set-server=utf8mb4 >>"$dir/db.log" 2>&1 </dev/null &
    disown
    for _ in $(seq 200); do
        mariadb-admin --no-defaults -S "$dir/db/socket" -u root ping >/dev/null 2>&1 && break
        sleep 0.1
    done
    mariadb --no-defaults -S "$dir/db/socket" -u root -e "CREATE DATABASE IF NOT EXISTS peer;
        CREATE USER IF NOT EXISTS peer@localhost IDENTIFIED BY 'peer';
        GRANT ALL ON peer.* TO peer@localhost"
}

start() {
    dir=$1 port=$2
    mkdir -p "$dir" && dir=$(cd "$dir" && pwd)
    database
    if [ ! -d "$dir/www" ]; then
        cp -rL "$source" "$dir/www.new"
        [ -n "${PEER_WORDPRESS:-}" ] || [ ! -d /var/lib/wordpress/wp-content ] ||
            cp -rL /var/lib/wordpress/wp-content/. "$dir/www.new/wp-content/"
        rm -f "$dir/www.new/.htaccess"
        mv "$dir/www.new" "$dir/www"
    fi
    mkdir -p "$dir/www/wp-content/mu-plugins"
    cp "$here/quiet.php" "$dir/www/wp-content/mu-plugins/quiet.php"
    sed -e "s|@SOCKET@|$dir/db/socket|; s|@PORT@|$port|" "$here/config.php" >"$dir/www/wp-config.php"
    php -d sendmail_path=/bin/true "$here/site.php" "$dir" "$port"
    end "$dir/web.pid"
    ( cd "$dir/www" && export PHP_CLI_SERVER_WORKERS=4 && exec setsid php -d sendmail_path=/bin/true \
        -d display_errors=0 -d opcache.enable=1 -d opcache.enable_cli=1 -S "127.0.0.1:$port" "$here/router.php" ) \
        >>"$dir/web.log" 2>&1 </dev/null &
    echo $! >"$dir/web.pid"
    disown
    for _ in $(seq 150); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return
        sleep 0.1
    done
    echo "the site does not answer; see $dir/web.log" >&2
    return 1
}

case ${1:-} in
    packages) packages ;;
    check) check ;;
    start) start "$2" "$3" ;;
    halt) end "$2/web.pid" ;;
    stop) end "$2/web.pid"; end "$2/db/pid" ;;
    *) sed -n '2,12p' "$0" >&2; exit 2 ;;
esac
