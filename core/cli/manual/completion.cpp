// SPDX-License-Identifier: Apache-2.0
// Shell completions for `portico`.
#include "cli/manual/pages.h"

#include <map>

namespace portico::cli {

namespace {

struct Next {
    std::string words;     // words that can follow, each preceded by a space
    std::string described; // the same for zsh, with sentences
};

// "" -> serve, check, user ...; "user" -> add, list ...
using Follows = std::map<std::string, Next>;

// Escaped for use inside single quotes, including the characters that are special to zsh.
std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (c == '\'') {
            safe += "'\\''";
            continue;
        }
        if (c == ':' || c == '[' || c == ']' || c == '\\') safe += '\\';
        safe += c;
    }
    return safe;
}

void add(Next& next, std::string_view word, std::string_view sentence) {
    if ((next.words + ' ').find(" " + std::string(word) + " ") != std::string::npos) return;
    next.words.append(" ").append(word);
    next.described.append(" '").append(word).append(":").append(escaped(sentence)).append("'");
}

Follows follows(std::span<const Command> commands) {
    Follows all;
    for (const Command& command : commands) {
        if (!command.isForPeople()) continue;
        const std::size_t space = command.words.find(' ');
        if (space == std::string_view::npos) {
            add(all[""], command.words, command.sentence);
        } else {
            const std::string first(command.words.substr(0, space));
            add(all[""], first, "commands of " + first);
            add(all[first], command.words.substr(space + 1), command.sentence);
        }
    }
    add(all[""], "help", "List the commands.");
    return all;
}

} // namespace

std::string bashCompletion(std::span<const Command> commands) {
    std::string text = R"(# bash completion for portico(1)
_portico() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} typed='' word words='' files=true
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        if [[ $word != -* ]]; then typed+=${typed:+ }$word; fi
    done
    case $typed in
)";
    for (const auto& [typed, next] : follows(commands))
        text += "    '" + typed + "') words='" + next.words.substr(1) + "' files=false ;;\n";
    for (const Command& command : commands) {
        if (!command.isForPeople()) continue;
        text.append("    '").append(command.words).append("'*) words='");
        for (const Option& option : command.options) text.append("--").append(option.name).append(" ");
        text += "--help' ;;\n";
    }
    return text + R"(    esac
    COMPREPLY=()
    case $previous in
    --set | --role | --add | --remove | --end) return ;;
    --config) words='' ;;
    esac
    if [[ $current == -* || $files == false ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    fi
}
complete -o filenames -F _portico portico
)";
}

std::string zshCompletion(std::span<const Command> commands) {
    std::string text = R"(#compdef portico
# zsh completion for portico(1)
local -a typed next
typed=(${${words[2,CURRENT-1]}:#-*})
case "${(j: :)typed}" in
)";
    for (const auto& [typed, next] : follows(commands))
        text += "    '" + typed + "') next=(" + next.described.substr(1) + "); _describe command next ;;\n";
    for (const Command& command : commands) {
        if (!command.isForPeople()) continue;
        text.append("    '").append(command.words).append("'*) _arguments '*:file:_files' '--help[Show the options.]'");
        for (const Option& option : command.options) {
            text.append(" '--").append(option.name).append("[").append(escaped(option.sentence)).append("]");
            if (!option.argument.empty())
                text.append(":").append(escaped(option.argument)).append(option.argument == "FILE" ? ":_files" : ": ");
            text += "'";
        }
        text += " ;;\n";
    }
    return text + "esac\n";
}

} // namespace portico::cli
