; What the setup says, in both languages. A sentence says what is the matter and what to do.
!macro Words name russian english
  LangString ${name} ${LANG_RUSSIAN} "${russian}"
  LangString ${name} ${LANG_ENGLISH} "${english}"
!macroend

!insertmacro Words FILE_KIND "Данные кластера (Cluster Desk)" "Cluster data (Cluster Desk)"
!insertmacro Words OPEN_PROGRAM "Открыть Cluster Desk" "Open Cluster Desk"
!insertmacro Words DONE_TITLE "Cluster Desk ${VERSION} установлен" "Cluster Desk ${VERSION} is installed"
!insertmacro Words DONE_TEXT "Программа стоит в меню «Пуск» и на рабочем столе. Ваши файлы и настройки остались как были." "The program is in the Start menu and on the desktop. Your files and settings are as they were."
!insertmacro Words OLD_WINDOWS "Нужна 64-разрядная Windows 10 (версия 1809) или новее. Ничего не изменено." "64-bit Windows 10 (version 1809) or newer is needed. Nothing was changed."
!insertmacro Words BITS "На этом компьютере 32-разрядная Windows, а программе нужна 64-разрядная: Windows 10 (версия 1809) или новее. Ничего не изменено." "This computer has 32-bit Windows; the program needs 64-bit Windows 10 (version 1809) or newer. Nothing was changed."
!insertmacro Words RUNNING "Cluster Desk сейчас открыт. Закройте программу и нажмите «Повторить»." "Cluster Desk is open. Close the program and press Retry."
!insertmacro Words RUNNING_SILENT "Cluster Desk сейчас открыт. Закройте программу и запустите установку снова. Ничего не изменено." "Cluster Desk is open. Close the program and start again. Nothing was changed."
!insertmacro Words DISK_FULL "На диске мало места: нужно $1 МБ, свободно $2 МБ. Освободите место и запустите установку снова. Ничего не изменено." "The disk is full: $1 MB are needed, $2 MB are free. Free some space and start again. Nothing was changed."
!insertmacro Words NOT_WRITTEN "Не удалось записать программу на диск. Проверьте, есть ли место, и запустите установку снова. Прежняя версия и ваши данные на месте." "The program could not be written to the disk. Check the free space and start again. The version before and your data are in place."
!insertmacro Words NOT_REMOVED "Часть файлов программы занята. Закройте программу и удалите её снова. Ваши данные на месте." "Some files of the program are in use. Close the program and uninstall again. Your data are in place."
!insertmacro Words OLDER "Установлена более новая версия: $4. Файлы, открытые ею, версия ${VERSION} может не открыть.$\r$\n$\r$\nЗаменить её на более старую ${VERSION}?" "A newer version is installed: $4. Files opened by it may not open in version ${VERSION}.$\r$\n$\r$\nReplace it by the older ${VERSION}?"
!insertmacro Words OLDER_SILENT "Установлена более новая версия: $4. Чтобы заменить её на ${VERSION}, укажите /Downgrade. Ничего не изменено." "A newer version is installed: $4. To replace it by ${VERSION}, add /Downgrade. Nothing was changed."
!insertmacro Words NO_RIGHTS "Чтобы установить или удалить программу для всех пользователей, нужны права администратора. Ничего не изменено." "To install or remove the program for all users, an administrator's rights are needed. Nothing was changed."
!insertmacro Words COPIES "Копии ваших файлов остались в папке:$\r$\n$6$\r$\n$\r$\nУдалить и их? Сами файлы данных не тронуты." "Copies of your files stay in the folder:$\r$\n$6$\r$\n$\r$\nDelete them, too? Your data files are not touched."
