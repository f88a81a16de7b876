; The setup: for one user, without administrator rights, without questions. makensis is called by packing.py, which
; tells VERSION, NUMBERS (a.b.c.d), FOLDER (what is installed), FILES (its files in order), KILOBYTES (their size), TARGET,
; HEAD (what kind of program the setup is), HERE, PICTURE, PLUGINS.
;
; Switches: /S silent, /AllUsers for all users (asks for an administrator's rights; an update finds by itself where the
; version before stands), /Downgrade puts an older version over a newer one, /D=FOLDER as the last word another folder.
; Exit codes, also with /S: 0 done, 2 broken or not written, 3 the program is open, 4 disk full, 5 Windows too old
; or 32-bit, 6 a newer version is installed, 7 no administrator's rights.
; With /S the sentence is written into %TEMP%\ClusterDesk-setup.log.
Unicode true
Target ${HEAD}
SetCompressor /SOLID lzma
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
!packhdr "${TARGET}.head" 'python3 "${HERE}/broken_setup.py" "${TARGET}.head"'
!finalize 'rm -f "${TARGET}.head"'
!uninstfinalize '"${HERE}/sign.sh" "%1"'

!addplugindir "${PLUGINS}"
!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"
!include "FileFunc.nsh"
!include "WordFunc.nsh"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\ClusterDesk"
!define OWN "Software\ClusterDesk"
!define KIND "ClusterDesk.File"
!define NEW "$INSTDIR\.update-new"
!define OLD "$INSTDIR\.update-old"
!define EXIT_NOT_WRITTEN 2
!define EXIT_RUNNING 3
!define EXIT_DISK_FULL 4
!define EXIT_OLD_WINDOWS 5
!define EXIT_OLDER_VERSION 6
!define EXIT_NO_RIGHTS 7

Name "Cluster Desk"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\ClusterDesk"
InstallDirRegKey HKCU "${OWN}" "InstallDir"
BrandingText "Cluster Desk ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
AutoCloseWindow true

!define MUI_ICON "${FOLDER}/app/resources/icons/app.ico"
!define MUI_UNICON "${MUI_ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_FINISHPAGE_TITLE "$(DONE_TITLE)"
!define MUI_FINISHPAGE_TEXT "$(DONE_TEXT)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\ClusterDesk.exe"
!define MUI_FINISHPAGE_RUN_TEXT "$(OPEN_PROGRAM)"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; Windows' own language is taken; Russian where it is neither.
!insertmacro MUI_LANGUAGE "Russian"
!insertmacro MUI_LANGUAGE "English"
!include "${HERE}/words.nsh"

VIProductVersion "${NUMBERS}"
!macro About language description
  VIAddVersionKey /LANG=${language} "ProductName" "Cluster Desk"
  VIAddVersionKey /LANG=${language} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${language} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${language} "FileDescription" "${description}"
  VIAddVersionKey /LANG=${language} "CompanyName" "Cluster Desk"
  VIAddVersionKey /LANG=${language} "LegalCopyright" "Cluster Desk contributors, MIT"
!macroend
!insertmacro About ${LANG_RUSSIAN} "Установка Cluster Desk"
!insertmacro About ${LANG_ENGLISH} "Cluster Desk setup"

; Say a sentence (in a log when silent) and end with an exit code.
!macro Refuse sentence code
  ${If} ${Silent}
    FileOpen $9 "$TEMP\ClusterDesk-setup.log" w
    FileWriteUTF16LE /BOM $9 "${sentence}$\r$\n"
    FileClose $9
  ${Else}
    MessageBox MB_ICONSTOP|MB_OK "${sentence}"
  ${EndIf}
  SetErrorLevel ${code}
  Quit
!macroend

; Every part of the program in its folder: the same list for an update and for removal.
!macro EachPart handle
  !insertmacro ${handle} "runtime"
  !insertmacro ${handle} "lib"
  !insertmacro ${handle} "app"
  !insertmacro ${handle} "ClusterDesk.exe"
  !insertmacro ${handle} "cluster-desk-cli.exe"
  !insertmacro ${handle} "LICENSES.html"
  !insertmacro ${handle} "uninstall.exe"
!macroend

; A running program holds its Python library; Windows lets nobody open it for writing. Versions differ in its name.
!macro RefuseWhileRunning
  again:
  FindFirst $1 $2 "$INSTDIR\runtime\python3*.dll"
  ${DoWhile} $2 != ""
    ClearErrors
    FileOpen $0 "$INSTDIR\runtime\$2" a
    ${If} ${Errors}
      FindClose $1
      MessageBox MB_ICONEXCLAMATION|MB_RETRYCANCEL "$(RUNNING)" /SD IDCANCEL IDRETRY again
      ${If} ${Silent}
        !insertmacro Refuse "$(RUNNING_SILENT)" ${EXIT_RUNNING}
      ${EndIf}
      SetErrorLevel ${EXIT_RUNNING}
      Quit
    ${EndIf}
    FileClose $0
    FindNext $1 $2
  ${Loop}
  FindClose $1
!macroend

; Whose installation this is: $5 is "all" or "". What needs an administrator's rights asks Windows for them by starting
; the same program again; silently it refuses.
!macro TakeRights program words
  ${If} $5 == "all"
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      ${If} ${Silent}
        !insertmacro Refuse "$(NO_RIGHTS)" ${EXIT_NO_RIGHTS}
      ${EndIf}
      ClearErrors
      ExecShell "runas" "${program}" "${words}"
      ${If} ${Errors}
        !insertmacro Refuse "$(NO_RIGHTS)" ${EXIT_NO_RIGHTS}
      ${EndIf}
      Quit
    ${EndIf}
    SetShellVarContext all
  ${EndIf}
!macroend

Function .onInit
  SetShellVarContext current
  ${IfNot} ${RunningX64}
    !insertmacro Refuse "$(BITS)" ${EXIT_OLD_WINDOWS}
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    !insertmacro Refuse "$(OLD_WINDOWS)" ${EXIT_OLD_WINDOWS}
  ${EndIf}
  Call ChoosePlace
  Call RefuseOlder
  !insertmacro RefuseWhileRunning
  Call RefuseFullDisk
FunctionEnd

; For this user, unless /AllUsers is told or the only installation is that for all. /D= wins over both folders.
Function ChoosePlace
  SetRegView 64
  StrCpy $5 ""
  ${GetParameters} $3
  ReadRegStr $0 HKCU "${OWN}" "InstallDir"
  ReadRegStr $1 HKLM "${OWN}" "InstallDir"
  ${If} $0 == ""
  ${AndIf} $1 != ""
    StrCpy $5 "all"
  ${EndIf}
  ClearErrors
  ${GetOptions} $3 "/AllUsers" $0
  ${IfNot} ${Errors}
    StrCpy $5 "all"
  ${EndIf}
  ${If} $5 == "all"
    ClearErrors
    ${GetOptions} $CMDLINE " /D=" $0
    ${If} ${Errors}
      StrCpy $INSTDIR $1
      ${If} $INSTDIR == ""
        StrCpy $INSTDIR "$PROGRAMFILES64\ClusterDesk"
      ${EndIf}
    ${EndIf}
  ${EndIf}
  !insertmacro TakeRights "$EXEPATH" "/AllUsers $3"
FunctionEnd

; A file that a newer version has opened is refused by an older one: nobody goes back by mistake.
Function RefuseOlder
  ReadRegStr $4 SHCTX "${UNINSTALL}" "DisplayVersion"
  ${If} $4 == ""
    Return
  ${EndIf}
  ${VersionCompare} "$4" "${VERSION}" $0
  ${If} $0 <> 1
    Return
  ${EndIf}
  ClearErrors
  ${GetOptions} $3 "/Downgrade" $0
  ${IfNot} ${Errors}
    Return
  ${EndIf}
  ${If} ${Silent}
    !insertmacro Refuse "$(OLDER_SILENT)" ${EXIT_OLDER_VERSION}
  ${EndIf}
  MessageBox MB_ICONEXCLAMATION|MB_YESNO|MB_DEFBUTTON2 "$(OLDER)" IDYES goOn
  SetErrorLevel ${EXIT_OLDER_VERSION}
  Quit
  goOn:
FunctionEnd

; The new version stands beside the old one until it is whole, so both must have room.
Function RefuseFullDisk
  CreateDirectory "$INSTDIR"
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$INSTDIR", *l .r2, p 0, p 0) i .r0'
  ${If} $0 = 0
    Return
  ${EndIf}
  IntOp $1 ${KILOBYTES} / 1024
  IntOp $1 $1 + 10
  System::Int64Op $2 / 1048576
  Pop $2
  ${If} $2 < $1
    RMDir "$INSTDIR"
    !insertmacro Refuse "$(DISK_FULL)" ${EXIT_DISK_FULL}
  ${EndIf}
FunctionEnd

; What was written of a new version goes; the old one was not touched.
Function .onInstFailed
  SetOutPath "$TEMP"
  RMDir /r "${NEW}"
FunctionEnd

; Put a part of the new version in the place of the old one; an antivirus may hold a file for a moment.
!macro PutInPlace part
  ${If} $8 == ""
    StrCpy $7 0
    ${Do}
      ClearErrors
      ${If} ${FileExists} "$INSTDIR\${part}"
        Rename "$INSTDIR\${part}" "${OLD}\${part}"
      ${EndIf}
      ${IfNot} ${Errors}
        Rename "${NEW}\${part}" "$INSTDIR\${part}"
      ${EndIf}
      ${If} ${Errors}
        IntOp $7 $7 + 1
        Sleep 1000
      ${Else}
        StrCpy $7 9
      ${EndIf}
    ${LoopUntil} $7 > 4
    ${If} $7 <> 9
      StrCpy $8 "${part}"
    ${EndIf}
  ${EndIf}
!macroend

; Of a first installation nothing stays; what is still in the new folder was not put in place.
!macro PutBack part
  ${If} ${FileExists} "${OLD}\${part}"
    !insertmacro Remove "${part}"
    Rename "${OLD}\${part}" "$INSTDIR\${part}"
  ${ElseIfNot} ${FileExists} "${NEW}\${part}"
    !insertmacro Remove "${part}"
  ${EndIf}
!macroend

!macro Remove part
  ${If} ${FileExists} "$INSTDIR\${part}\*.*"
    RMDir /r "$INSTDIR\${part}"
  ${Else}
    Delete "$INSTDIR\${part}"
  ${EndIf}
!macroend

Section
  RMDir /r "${NEW}"
  RMDir /r "${OLD}"
  SetOutPath "${NEW}"
  !include "${FILES}"
  SetOutPath "${NEW}"
  machine_code::restore "${NEW}"
  Pop $0
  ${If} $0 != ""
    SetOutPath "$TEMP"
    RMDir /r "${NEW}"
    !insertmacro Refuse "$(NOT_WRITTEN)" ${EXIT_NOT_WRITTEN}
  ${EndIf}
  WriteUninstaller "${NEW}\uninstall.exe"
  SetOutPath "$INSTDIR"
  CreateDirectory "${OLD}"
  StrCpy $8 ""
  !insertmacro EachPart PutInPlace
  ${If} $8 != ""
    !insertmacro EachPart PutBack
    RMDir /r "${NEW}"
    RMDir "${OLD}"
    !insertmacro Refuse "$(NOT_WRITTEN)" ${EXIT_NOT_WRITTEN}
  ${EndIf}
  RMDir /r "${OLD}"
  RMDir /r "${NEW}"
  Call Register
SectionEnd

Function Register
  CreateShortcut "$SMPROGRAMS\Cluster Desk.lnk" "$INSTDIR\ClusterDesk.exe"
  ; Who removed it from the desktop does not get it back with every update.
  ReadRegStr $0 SHCTX "${UNINSTALL}" "DisplayVersion"
  ${If} $0 == ""
    CreateShortcut "$DESKTOP\Cluster Desk.lnk" "$INSTDIR\ClusterDesk.exe"
  ${EndIf}
  WriteRegStr SHCTX "${OWN}" "InstallDir" "$INSTDIR"
  WriteRegStr SHCTX "Software\Classes\.cdesk" "" "${KIND}"
  WriteRegStr SHCTX "Software\Classes\.cdesk\OpenWithProgids" "${KIND}" ""
  WriteRegStr SHCTX "Software\Classes\${KIND}" "" "$(FILE_KIND)"
  WriteRegStr SHCTX "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\ClusterDesk.exe,0"
  WriteRegStr SHCTX "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\ClusterDesk.exe" "%1"'
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "Cluster Desk"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\ClusterDesk.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "Cluster Desk"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd

Function un.onInit
  SetShellVarContext current
  SetRegView 64
  StrCpy $5 ""
  ReadRegStr $0 HKLM "${OWN}" "InstallDir"
  ${If} $0 == $INSTDIR
    StrCpy $5 "all"
  ${EndIf}
  !insertmacro TakeRights "$INSTDIR\uninstall.exe" ""
  !insertmacro RefuseWhileRunning
FunctionEnd

; The program's own traces by name; whatever else lies there is the user's. Copies of his files go only when he says so.
!macro RemoveTraces folder
  ${If} ${FileExists} "${folder}\backups\*.*"
    StrCpy $6 "${folder}\backups"
    ${If} ${Cmd} `MessageBox MB_ICONQUESTION|MB_YESNO|MB_DEFBUTTON2 "$(COPIES)" /SD IDNO IDYES`
      RMDir /r "${folder}\backups"
    ${EndIf}
  ${EndIf}
  Delete "${folder}\settings.json*"
  Delete "${folder}\errors*.log"
  Delete "${folder}\running.lock"
  Delete "${folder}\known-files.json*"
  RMDir /r "${folder}\asked"
  RMDir /r "${folder}\packages"
  RMDir "${folder}"
!macroend

Section "Uninstall"
  SetOutPath "$TEMP"
  !insertmacro EachPart Remove
  RMDir /r "${NEW}"
  RMDir /r "${OLD}"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Cluster Desk.lnk"
  Delete "$DESKTOP\Cluster Desk.lnk"
  ReadRegStr $0 SHCTX "Software\Classes\.cdesk" ""
  ${If} $0 == "${KIND}"
    DeleteRegKey SHCTX "Software\Classes\.cdesk"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${KIND}"
  DeleteRegKey SHCTX "${UNINSTALL}"
  DeleteRegKey SHCTX "${OWN}"
  SetShellVarContext current
  !insertmacro RemoveTraces "$APPDATA\Cluster Desk"
  !insertmacro RemoveTraces "$LOCALAPPDATA\Cluster Desk"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  ${If} ${FileExists} "$INSTDIR\runtime\*.*"
    !insertmacro Refuse "$(NOT_REMOVED)" ${EXIT_NOT_WRITTEN}
  ${EndIf}
SectionEnd
