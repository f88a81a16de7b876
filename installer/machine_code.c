/* Called by the setup when its files are written: distances in place of the addresses that machine_code.py put there.

   machine_code::restore FOLDER   gives "" or the name of a file that could not be restored.

   The rules are those of machine_code.py. No library but kernel32, so that it is small and finds all it needs. */

#include <windows.h>

#define RUNS 0x20
#define ROOM (1 << 20)
#define ATTEMPTS 10 /* an antivirus may hold a file for a moment */
#define LONGEST 1024

typedef struct Text {
  struct Text *next;
  wchar_t words[1];
} Text;

static wchar_t path[LONGEST];

static unsigned number(const BYTE *at, int bytes) {
  unsigned result = 0;
  while (bytes--) result = result << 8 | at[bytes];
  return result;
}

/* How many bytes stand before a distance; 0 where there is none. */
static int before_distance(const BYTE *at) {
  if (at[0] == 0xE8 || at[0] == 0xE9) return 1;
  if (at[0] == 0x89 || at[0] == 0x8B || at[0] == 0x8D) return (at[1] & 0xC7) == 5 ? 2 : 0;
  return at[0] == 0xFF && (at[1] == 0x15 || at[1] == 0x25) ? 2 : 0;
}

static void restore_section(BYTE *content, LONGLONG at, LONGLONG end, LONGLONG size) {
  LONGLONG limit = size + ROOM;
  while (at < end) {
    int length = before_distance(content + at);
    LONGLONG place = at + length;
    at = length && place <= end ? place + 4 : at + 1;
    if (!length || place > end) continue;
    int address = (int)number(content + place, 4);
    if (address < -place || address >= limit) continue;
    int distance = (int)(address >= 0 ? address - place : address + limit);
    for (int byte = 0; byte < 4; byte++) content[place + byte] = (BYTE)((unsigned)distance >> 8 * byte);
  }
}

static BOOL restore_content(BYTE *content, LONGLONG size) {
  LONGLONG head = number(content + 0x3C, 4);
  if (head + 24 > size) return FALSE;
  int count = (int)number(content + head + 6, 2);
  LONGLONG section = head + 24 + number(content + head + 20, 2);
  if (section + 40 * count > size) return FALSE;
  content[0] = 'M';
  content[1] = 'Z';
  for (; count--; section += 40) {
    LONGLONG begin = number(content + section + 20, 4), end = begin + number(content + section + 16, 4);
    if (number(content + section + 36, 4) & RUNS)
      restore_section(content, begin, (end < size ? end : size) - 4, size);
  }
  return TRUE;
}

/* Restore the file `path` if it is one that was changed. */
static BOOL restore_file(void) {
  HANDLE file = INVALID_HANDLE_VALUE;
  for (int attempt = 0; attempt < ATTEMPTS && file == INVALID_HANDLE_VALUE; attempt++) {
    if (attempt) Sleep(500);
    file = CreateFileW(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
  }
  if (file == INVALID_HANDLE_VALUE) return FALSE;
  BOOL done = TRUE;
  DWORD size = GetFileSize(file, NULL), moved;
  BYTE mark[2];
  if (size >= 64 && ReadFile(file, mark, 2, &moved, NULL) && moved == 2 && mark[0] == 'm' && mark[1] == 'z') {
    FILETIME written;
    BYTE *content = VirtualAlloc(NULL, size, MEM_COMMIT, PAGE_READWRITE);
    done = content && GetFileTime(file, NULL, NULL, &written) && !SetFilePointer(file, 0, NULL, FILE_BEGIN) &&
           ReadFile(file, content, size, &moved, NULL) && moved == size && restore_content(content, size) &&
           !SetFilePointer(file, 0, NULL, FILE_BEGIN) && WriteFile(file, content, size, &moved, NULL) &&
           moved == size && SetFileTime(file, NULL, NULL, &written);
    if (content) VirtualFree(content, 0, MEM_RELEASE);
  }
  CloseHandle(file);
  return done;
}

/* Whether words end in ".dll", ".pyd" or ".exe", in small letters as they are built. */
static BOOL is_machine_code(const wchar_t *words, int length) {
  if (length < 4 || words[length - 4] != '.') return FALSE;
  const wchar_t *end = words + length - 4;
  return (end[1] == 'd' && end[2] == 'l' && end[3] == 'l') || (end[1] == 'p' && end[2] == 'y' && end[3] == 'd') ||
         (end[1] == 'e' && end[2] == 'x' && end[3] == 'e');
}

/* Restore all files below the folder whose name fills `path` up to `length`; where one fails, `path` is its name. */
static BOOL restore_folder(int length) {
  WIN32_FIND_DATAW found;
  if (length + 3 > LONGEST) return FALSE;
  path[length] = '\\';
  path[length + 1] = '*';
  path[length + 2] = 0;
  HANDLE search = FindFirstFileW(path, &found);
  if (search == INVALID_HANDLE_VALUE) return FALSE;
  BOOL done = TRUE;
  do {
    int end = length + 1;
    for (const wchar_t *from = found.cFileName; *from && end < LONGEST - 4; from++) path[end++] = *from;
    path[end] = 0;
    if (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) {
      if (found.cFileName[0] != '.') done = restore_folder(end);
    } else if (is_machine_code(path, end)) {
      done = restore_file();
    }
  } while (done && FindNextFileW(search, &found));
  FindClose(search);
  return done;
}

__declspec(dllexport) void restore(HWND window, int longest, wchar_t *variables, Text **stack) {
  Text *top = *stack;
  int length = 0;
  (void)window;
  (void)variables;
  if (!top) return;
  while (top->words[length] && length < LONGEST - 1) {
    path[length] = top->words[length];
    length++;
  }
  const wchar_t *answer = restore_folder(length) ? L"" : path;
  int at = 0;
  do top->words[at] = answer[at];
  while (answer[at] && ++at < longest - 1);
  top->words[at] = 0;
}

BOOL WINAPI DllMainCRTStartup(HINSTANCE instance, DWORD reason, void *reserved) {
  (void)instance;
  (void)reason;
  (void)reserved;
  return TRUE;
}
