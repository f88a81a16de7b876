/* ClusterDesk.exe (a window) and cluster-desk-cli.exe (the command line, built with -DCONSOLE).

   Both load the Python in the folder runtime beside them and run the package cluster_desk; where modules are looked for
   stands in its ._pth, so that nothing of another Python on the computer can get in. Whatever keeps them from starting
   is told: in a box by the window's, on stderr by the command line's; never a silent end. The build writes files.h:
   PYTHON_LIBRARY and NEEDED, every file without which a part of the program cannot be loaded. */
#define _WIN32_WINNT 0x0A00
#include <windows.h>
#include <shellapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include "files.h"

#define LONGEST_PATH 32768
#define BROKEN 3
#define OLD_WINDOWS 5
#define FIRST_BUILD 17763

typedef int (*PythonMain)(int, wchar_t **);
typedef int(__cdecl *AtExit)(void(__cdecl *)(void));
typedef BOOL(WINAPI *SetDirectories)(DWORD);
typedef void *(WINAPI *AddDirectory)(PCWSTR);
typedef LONG(WINAPI *GetVersionOfWindows)(OSVERSIONINFOW *);

static wchar_t folder[LONGEST_PATH];
static int python_ended;

static void say(const wchar_t *text)
{
#ifdef CONSOLE
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    DWORD mode, written;
    if (GetConsoleMode(out, &mode)) {
        WriteConsoleW(out, text, (DWORD)wcslen(text), &written, NULL);
        WriteConsoleW(out, L"\r\n", 2, &written, NULL);
        return;
    }
    static char bytes[3 * LONGEST_PATH];
    int count = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes - 2, NULL, NULL);
    if (count > 0) {
        bytes[count - 1] = '\n';
        WriteFile(out, bytes, (DWORD)count, &written, NULL);
    }
#else
    MessageBoxW(NULL, text, L"Cluster Desk", MB_ICONERROR | MB_SETFOREGROUND);
#endif
}

static int broken(const wchar_t *missing)
{
    static wchar_t text[LONGEST_PATH + 400];
    _snwprintf(text, LONGEST_PATH + 399,
               L"Программа установлена не полностью: %ls\n\nУстановите её заново; ваши данные останутся."
               L"\n\nThe program is not complete; install it again, your data stay.",
               missing);
    say(text);
    return BROKEN;
}

/* Python ends the process itself, without a word, when its own modules cannot be read. */
static void __cdecl ended_early(void)
{
    if (!python_ended) {
        broken(L"не читается папка runtime");
        TerminateProcess(GetCurrentProcess(), BROKEN);
    }
}

static int is_windows_too_old(void)
{
    OSVERSIONINFOW version = {.dwOSVersionInfoSize = sizeof version};
    HMODULE library = GetModuleHandleW(L"ntdll.dll");
    GetVersionOfWindows ask = library ? (GetVersionOfWindows)(void *)GetProcAddress(library, "RtlGetVersion") : NULL;
    if (!ask || ask(&version))
        return 0;
    return version.dwMajorVersion < 10 || version.dwBuildNumber < FIRST_BUILD;
}

static const wchar_t *missing_file(void)
{
    static wchar_t path[LONGEST_PATH + 300];
    for (const wchar_t *const *name = NEEDED; *name; name++) {
        _snwprintf(path, LONGEST_PATH + 299, L"%ls\\%ls", folder, *name);
        if (GetFileAttributesW(path) == INVALID_FILE_ATTRIBUTES)
            return *name;
    }
    return NULL;
}

static PythonMain load_python(void)
{
    static wchar_t runtime[LONGEST_PATH + 16], library[LONGEST_PATH + 64];
    _snwprintf(runtime, LONGEST_PATH + 15, L"%ls\\runtime", folder);
    _snwprintf(library, LONGEST_PATH + 63, L"%ls\\" PYTHON_LIBRARY, runtime);
    /* Libraries come from this folder and from Windows: not from PATH, not from the folder we were started in. Asked
       for by name: Windows that is too old has no such calls and must come as far as saying so. */
    HMODULE kernel = GetModuleHandleW(L"kernel32.dll");
    SetDirectories set = (SetDirectories)(void *)GetProcAddress(kernel, "SetDefaultDllDirectories");
    AddDirectory add = (AddDirectory)(void *)GetProcAddress(kernel, "AddDllDirectory");
    if (set && add) {
        set(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
        add(runtime);
    }
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    HMODULE crt = GetModuleHandleW(L"ucrtbase.dll");
    AtExit at_exit = crt ? (AtExit)(void *)GetProcAddress(crt, "_crt_atexit") : NULL;
    if (at_exit)
        at_exit(ended_early);
    return python ? (PythonMain)(void *)GetProcAddress(python, "Py_Main") : NULL;
}

static int run(void)
{
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST_PATH - 1);
    wchar_t *end = length ? wcsrchr(folder, L'\\') : NULL;
    if (end)
        *end = 0;
    if (is_windows_too_old()) {
        say(L"Нужна 64-разрядная Windows 10 (версия 1809) или новее.\n\n"
            L"64-bit Windows 10 (version 1809) or newer is needed.");
        return OLD_WINDOWS;
    }
    const wchar_t *missing = missing_file();
    static wchar_t told_missing[600];
    if (missing) {
        _snwprintf(told_missing, 599, L"нет файла %ls", missing);
        return broken(told_missing);
    }
    PythonMain start = load_python();
    if (!start)
        return broken(L"не читается " PYTHON_LIBRARY);

    int told = 0;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &told);
    /* -B: nothing is ever written into the program's folder. */
#ifdef CONSOLE
    static wchar_t *ours[] = {L"-B", L"-X", L"utf8", L"-m", L"cluster_desk"};
#else
    /* Our own option: nobody reads a window's words, even where whoever started it hands streams over. */
    static wchar_t *ours[] = {L"-B", L"-X", L"utf8", L"-X", L"window", L"-m", L"cluster_desk"};
#endif
    const int count = sizeof ours / sizeof *ours;
    wchar_t **all = words ? calloc((size_t)(told + count + 1), sizeof *all) : NULL;
    if (!all)
        return broken(L"мало памяти");
    int at = 0;
    all[at++] = words[0];
    for (int i = 0; i < count; i++)
        all[at++] = ours[i];
    for (int i = 1; i < told; i++)
        all[at++] = words[i];
    int code = start(at, all);
    python_ended = 1;
    return code;
}

#ifdef CONSOLE
int wmain(void)
{
    return run();
}
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, PWSTR line, int show)
{
    (void)self, (void)before, (void)line, (void)show;
    return run();
}
#endif
