// Starts the program with the Python that lies beside it, and hands its exit code on.
// Compiled twice: with PYTHON L"pythonw.exe" for a double click, L"python.exe" for a terminal.
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

static const wchar_t *after_own_name(const wchar_t *line) {
    if (*line == L'"') {
        for (line++; *line && *line != L'"'; line++) {}
        if (*line) line++;
    } else {
        while (*line && *line != L' ' && *line != L'\t') line++;
    }
    while (*line == L' ' || *line == L'\t') line++;
    return line;
}

int WINAPI wWinMain(HINSTANCE self, HINSTANCE none, PWSTR unused, int show) {
    wchar_t folder[32768];
    DWORD length = GetModuleFileNameW(NULL, folder, 32768);
    if (!length || length >= 32768) return 1;
    for (int level = 0; level < LEVELS_UP; level++) *wcsrchr(folder, L'\\') = 0;

    const wchar_t *arguments = after_own_name(GetCommandLineW());
    size_t room = 2 * wcslen(folder) + wcslen(arguments) + 100;
    wchar_t *command = calloc(room, sizeof *command);
    if (!command) return 1;
    swprintf(command, room, L"\"%ls\\python\\%ls\" -P -m app %ls", folder, PYTHON, arguments);

    STARTUPINFOW start = {.cb = sizeof start};
    GetStartupInfoW(&start);
    PROCESS_INFORMATION process;
    if (!CreateProcessW(NULL, command, NULL, NULL, TRUE, 0, NULL, NULL, &start, &process)) return 1;
    WaitForSingleObject(process.hProcess, INFINITE);
    DWORD code = 1;
    GetExitCodeProcess(process.hProcess, &code);
    return (int)code;
}
