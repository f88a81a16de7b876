/* ClusterDesk.exe (a window) and cluster-desk.exe (the command line, built with -DCONSOLE).

   Both load runtime\python311.dll of their own folder and run the package cluster_desk; where modules are looked for
   stands in runtime\python311._pth, so that nothing of another Python on the computer can get in. */
#define _WIN32_WINNT 0x0A00
#include <windows.h>
#include <shellapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST_PATH 32768
#define BROKEN 3

typedef int (*PythonMain)(int, wchar_t **);

static int broken(const wchar_t *missing)
{
    wchar_t text[LONGEST_PATH + 400];
    _snwprintf(text, LONGEST_PATH + 399,
               L"Программа установлена не полностью: нет файла\n%ls\n\nУстановите её заново; ваши данные останутся."
               L"\n\nThe program is not complete; install it again, your data stay. (%lu)",
               missing, GetLastError());
    text[LONGEST_PATH + 399] = 0;
#ifdef CONSOLE
    fwprintf(stderr, L"%ls\n", text);
#else
    MessageBoxW(NULL, text, L"Cluster Desk", MB_ICONERROR);
#endif
    return BROKEN;
}

static int run(void)
{
    static wchar_t folder[LONGEST_PATH], runtime[LONGEST_PATH + 16], library[LONGEST_PATH + 32];
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST_PATH - 1);
    wchar_t *end = length ? wcsrchr(folder, L'\\') : NULL;
    if (end)
        *end = 0;
    _snwprintf(runtime, LONGEST_PATH + 15, L"%ls\\runtime", folder);
    _snwprintf(library, LONGEST_PATH + 31, L"%ls\\python311.dll", runtime);

    /* Libraries come from this folder and from Windows: not from PATH, not from the folder we were started in. */
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    AddDllDirectory(runtime);
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    PythonMain start = python ? (PythonMain)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!start)
        return broken(library);

    int told = 0;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &told);
    /* -B: nothing is ever written into the program's folder. */
    static wchar_t *ours[] = {L"-B", L"-X", L"utf8", L"-m", L"cluster_desk"};
    const int count = sizeof ours / sizeof *ours;
    wchar_t **all = words ? calloc((size_t)(told + count + 1), sizeof *all) : NULL;
    if (!all)
        return BROKEN;
    int at = 0;
    all[at++] = words[0];
    for (int i = 0; i < count; i++)
        all[at++] = ours[i];
    for (int i = 1; i < told; i++)
        all[at++] = words[i];
    return start(at, all);
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
